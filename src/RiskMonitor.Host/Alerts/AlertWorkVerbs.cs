using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using RiskMonitor.Alerts;
using RiskMonitor.Host.Cli;

namespace RiskMonitor.Host.Alerts;

/// <summary><c>riskmonitor alert ID acknowledge</c>, <c>comment</c>, <c>dismiss</c> and <c>reopen</c>.</summary>
/// <remarks>
/// If-Match carries the version that the alert has when the command begins, or the one that <c>--seen</c> names:
/// whoever looked before and has been overtaken since is told, and nothing is done.
/// </remarks>
public static class AlertWorkVerbs
{
    private static readonly string[] Reasons =
        [.. Enum.GetNames<DismissalReason>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName)];

    private static readonly Option<string> Comment = new("--comment")
    {
        Description = "Why, in words for the history.", HelpName = "text", Required = true,
    };

    private static readonly Option<int?> Seen = new("--seen")
    {
        Description = "Version of the alert that you looked at; default: the one that it has now.", HelpName = "number",
    };

    private static readonly Option<string> Reason = new("--reason")
    {
        Description = $"One of: {string.Join(", ", Reasons)}.", HelpName = "reason", Required = true,
    };

    /// <param name="id">The alert, as the verb above has it.</param>
    public static IEnumerable<Command> All(Argument<string> id)
    {
        Reason.AcceptOnlyFromAmong(Reasons);
        yield return Verb("acknowledge", "Take the alert on.", id);
        yield return Verb("comment", "Add words to its history.", id);
        yield return Verb("dismiss", "Nothing is to be done: say for which reason.", id, Reason);
        yield return Verb("reopen", "Take a dismissed or resolved alert up again.", id);
    }

    private static Command Verb(string name, string description, Argument<string> id, Option<string>? reason = null)
    {
        var verb = new Command(name, description) { Comment, Seen };
        if (reason is not null)
        {
            verb.Options.Add(reason);
        }

        verb.SetAction(async (parsed, ct) =>
        {
            await using var session = await ServerSession.OpenAsync(parsed, ServerSession.Reading(), ct);
            await session.ReadyAsync(ct);
            var whole = await Query.WholeIdAsync(session, "/api/v1/alerts?limit=500", parsed.GetValue(id)!, ct);
            var path = $"/api/v1/alerts/{whole}";
            var seen = parsed.GetValue(Seen)
                ?? (await session.GetAsync(path, ct))["version"]!.GetValue<int>();
            var body = new JsonObject { ["comment"] = parsed.GetValue(Comment) };
            if (reason is not null)
            {
                body["reason"] = parsed.GetValue(reason);
            }

            await session.CommandAsync($"{path}/{name}", JsonContent.Create(body), seen, ct);
            await session.ReadyAsync(ct);
            var alert = await session.GetAsync(path, ct);
            if (!Screen.Json(parsed, alert))
            {
                Screen.Line($"{whole[..8]}: {alert["workflow"]}, version {alert["version"]}.");
                Screen.Line(AlertSentence.Of(alert));
                Screen.Line($"Next: {string.Join(", ", alert["actions"]!.AsArray())}.");
            }

            return ExitCode.Done;
        });
        return verb;
    }
}

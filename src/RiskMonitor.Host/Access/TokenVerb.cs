using System.CommandLine;
using System.Text.Json;
using RiskMonitor.Host.Cli;

namespace RiskMonitor.Host.Access;

/// <summary><c>riskmonitor token</c>: a development token for a role, so that every role can be tried.</summary>
public static class TokenVerb
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public static Command Create()
    {
        var role = new Option<string[]>("--role")
        {
            Description = $"One of: {string.Join(", ", Role.All)}. May be repeated.",
            Required = true,
            HelpName = "role",
        };
        role.AcceptOnlyFromAmong(Role.All);
        var jurisdiction = new Option<string[]>("--jurisdiction")
        {
            Description = "Whose rows may be seen: a GB/T 2260 code, CN, US-TX, or * for all. May be repeated.",
            HelpName = "code",
            DefaultValueFactory = _ => ["*"],
        };
        var entity = new Option<string?>("--entity")
        {
            Description = "The party that a platform or reporter speaks for.",
            HelpName = "party",
        };
        var source = new Option<string?>("--source")
        {
            Description = "The source whose facts may be filed, as urn:local:lender-a.",
            HelpName = "urn",
        };
        var subject = new Option<string>("--subject")
        {
            Description = "Pseudonym of the person or system.",
            HelpName = "id",
            DefaultValueFactory = _ => "developer",
        };

        var verb = new Command("token", "Print a development token (valid for an hour; refused in Production).")
        {
            role, jurisdiction, entity, source, subject,
        };
        verb.SetAction(parsed =>
        {
            var token = DevelopmentIssuer.In(parsed.Settings().KeyFolder).Issue(
                new TokenRequest(
                    parsed.GetValue(subject)!,
                    parsed.GetValue(role)!,
                    parsed.GetValue(jurisdiction)!,
                    parsed.GetValue(entity),
                    parsed.GetValue(source)),
                TimeProvider.System.GetUtcNow(),
                Longest);
            Console.Out.WriteLine(
                parsed.GetValue(CommonOptions.Json) ? JsonSerializer.Serialize(new { token }) : token);
            return ExitCode.Done;
        });
        return verb;
    }
}

using System.CommandLine;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using RiskMonitor.Host.Cli;
using RiskMonitor.Host.Filing;
using RiskMonitor.Filing;
using RiskMonitor.Policy;
using RiskMonitor.Wire;

namespace RiskMonitor.Host.Oversight;

/// <summary><c>riskmonitor policy adopt FILE</c> and <c>riskmonitor close-day</c>: the supervisor's events.</summary>
public static class OversightVerbs
{
    public static readonly string Source = "urn:local:supervisor";

    private static readonly Option<string> Place = new("--jurisdiction")
    {
        Description = "Whose policy or day it is.", HelpName = "code", DefaultValueFactory = _ => "CN",
    };

    public static Command Policy()
    {
        var file = new Argument<string>("file") { Description = "The policy document (JSON)." };
        var from = new Option<string>("--effective-from")
        {
            Description = "First valid day that it judges.", HelpName = "date", Required = true,
        };
        var author = new Option<string>("--author") { Description = "Pseudonym of who wrote it.", Required = true };
        var approver = new Option<string>("--approver")
        {
            Description = "Pseudonym of who approved it: somebody else.", Required = true,
        };
        var adopt = new Command("adopt", "From that day on, this document decides.") {
            file, from, author, approver, Place,
        };
        adopt.SetAction(async (parsed, ct) =>
        {
            var bytes = await ReadAsync(parsed.GetValue(file)!, ct);
            var document = Document(bytes, parsed.GetValue(file)!);
            var place = Jurisdiction.Of(parsed.GetValue(Place)!);
            return await FileAsync(
                parsed,
                new PolicyAdopted(
                    place, document.Version, document, PolicyHash.Of(document), Day(parsed.GetValue(from)!),
                    OfficerId.Of(parsed.GetValue(author)!), OfficerId.Of(parsed.GetValue(approver)!)),
                $"policy-{place}-{document.Version}-{parsed.GetValue(from)}",
                ct);
        });
        return new Command("policy", "What decides: bounds, bands, calendars.") { adopt };
    }

    public static Command CloseDay()
    {
        var date = new Argument<string>("date") { Description = "The day that is over; all days before it are, too." };
        var calendar = new Option<string>("--calendar")
        {
            Description = "Id of the calendar by which it was closed.", DefaultValueFactory = _ => "CN-2024-2026",
        };
        var verb = new Command("close-day", "Reporting for this day is over: it is judged.") { date, calendar, Place };
        verb.SetAction((parsed, ct) =>
        {
            var (place, day) = (Jurisdiction.Of(parsed.GetValue(Place)!), Day(parsed.GetValue(date)!));
            return FileAsync(
                parsed, new ReportingDayClosed(place, day, parsed.GetValue(calendar)!),
                $"closed-{place}-{LocalDatePattern.Iso.Format(day)}", ct);
        });
        return verb;
    }

    private static async Task<int> FileAsync(ParseResult parsed, IFact fact, string id, CancellationToken ct)
    {
        var line = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = id,
            ["source"] = Source,
            ["type"] = EventCatalogue.NameOf(fact.GetType()),
            ["subject"] = fact.Stream,
            ["time"] = InstantPattern.ExtendedIso.Format(
                Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow())),
            ["evidence"] = "documented",
            ["data"] = JsonSerializer.SerializeToNode(fact, fact.GetType(), Json.Options),
        };
        var supervisor = IngestVerb.Reporter(Source, oversees: true);
        await using var session = await ServerSession.OpenAsync(parsed, supervisor, ct);
        var sum = await new FilingClient(session, new ErrorLines()).SendAsync(
            Encoding.UTF8.GetBytes(line.ToJsonString() + "\n"),
            new FilingClient.Options(id, FilingMode.Atomic, DryRun: false, Covers: null), ct);
        if (!Screen.Json(parsed, sum.ToJson()))
        {
            Screen.Line(sum.Accepted == 1 ? $"{id}: recorded." : sum.Duplicate == 1 ? $"{id}: recorded before." : "");
            foreach (var error in sum.Errors)
            {
                Screen.Line($"{error!["pointer"]}: {error["rule"]} {error["code"]}: {error["message"]}");
            }
        }

        return sum.Rejected > 0 ? ExitCode.BadInput : ExitCode.Done;
    }

    private static async Task<byte[]> ReadAsync(string file, CancellationToken ct) => File.Exists(file)
        ? await File.ReadAllBytesAsync(file, ct)
        : throw new CommandFailedException(ExitCode.BadInput, $"There is no file {file}.");

    private static PolicyDocument Document(byte[] bytes, string file)
    {
        try
        {
            return JsonSerializer.Deserialize<PolicyDocument>(bytes, Json.Options)!;
        }
        catch (JsonException broken)
        {
            throw new CommandFailedException(ExitCode.BadInput, $"{file}: {broken.Message}", broken);
        }
    }

    private static LocalDate Day(string text) => LocalDatePattern.Iso.Parse(text) is { Success: true } day
        ? day.Value
        : throw new CommandFailedException(ExitCode.Usage, $"'{text}' is no date; write 2026-03-31.");
}

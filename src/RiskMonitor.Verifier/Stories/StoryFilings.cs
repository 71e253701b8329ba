using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Security.Cryptography;
using NodaTime;
using NodaTime.Text;
using RiskMonitor.Filing;
using RiskMonitor.Identifiers;
using RiskMonitor.Policy;
using RiskMonitor.Surveillance;
using RiskMonitor.Wire;

namespace RiskMonitor.Verifier.Stories;

/// <summary>The filings of a story as sealed facts: the line is the place in the order.</summary>
/// <remarks>
/// A filing is a CloudEvent, on one line or over several. Besides, for the supervisor: <c>policy FILE of PLACE from
/// DATE</c>, whose file is looked for from the story on, and <c>close PLACE DATE</c> or <c>close PLACE DATE to DATE</c>
/// for one day after the other. Receipts (<c>filing-accepted.v1</c>) may stand among the filings. What is filed is
/// recorded and sealed at its own time, or when the one before it was, whichever is later.
/// </remarks>
public sealed class StoryFilings
{
    private const string Supervisor = "urn:local:supervisor";

    private readonly Dictionary<string, FilingReader> readers = new(StringComparer.Ordinal);
    private readonly List<SealedFact> facts = [];
    private long ordinal;

    private StoryFilings()
    {
    }

    /// <exception cref="FormatException">Something cannot be read; the message names file and line.</exception>
    public static IReadOnlyList<SealedFact> Of(Story story)
    {
        var filings = new StoryFilings();
        foreach (var text in story.Filings)
        {
            filings.Read(text);
        }

        return filings.facts;
    }

    private void Read(StoryText text)
    {
        var lines = text.Text.Split('\n');
        for (var index = 0; index < lines.Length; index++)
        {
            var where = $"{text.File}:{text.FirstLine + index}";
            var line = lines[index].Trim();
            if (line.Length == 0)
            {
                continue;
            }

            if (line[0] != '{')
            {
                Oversee(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), text.File, where);
                continue;
            }

            var filing = new StringBuilder(line);
            while (!IsWhole(filing.ToString()) && index + 1 < lines.Length)
            {
                filing.Append(lines[++index].Trim());
            }

            File(filing.ToString(), where);
        }
    }

    /// <summary>Whether all brackets are closed; brackets within strings are none.</summary>
    private static bool IsWhole(string json)
    {
        var (depth, inText) = (0, false);
        for (var index = 0; index < json.Length; index++)
        {
            if (inText)
            {
                inText = json[index] != '"';
                index += json[index] == '\\' ? 1 : 0;
                continue;
            }

            inText = json[index] == '"';
            depth += json[index] is '{' or '[' ? 1 : json[index] is '}' or ']' ? -1 : 0;
        }

        return depth == 0 && !inText;
    }

    private void File(string json, string where)
    {
        try
        {
            var envelope = JsonNode.Parse(json)!.AsObject();
            var source = (string?)envelope["source"] ?? throw new FormatException($"{where}: there is no source.");
            if ((string?)envelope["type"] == "filing-accepted.v1")
            {
                Receive(envelope["data"].Deserialize<FilingAccepted>(Json.Options)!, Time(envelope, where));
                return;
            }

            if (!readers.TryGetValue(source, out var reader))
            {
                readers.Add(source, reader = new FilingReader(new FilingScope(source, MayOversee: true)));
            }

            var read = reader.Read(Encoding.UTF8.GetBytes(json), number: 1);
            var fact = read.Fact ?? throw new FormatException($"{where}: {string.Join("; ", read.Errors)}");
            Seal(fact.Id, fact.Time, fact.Evidence, fact.Data);
        }
        catch (JsonException broken)
        {
            throw new FormatException($"{where}: {broken.Message}", broken);
        }
    }

    private static Instant Time(JsonObject envelope, string where) =>
        OffsetDateTimePattern.Rfc3339.Parse((string?)envelope["time"] ?? string.Empty) is { Success: true } parsed
            ? parsed.Value.ToInstant()
            : throw new FormatException($"{where}: the time is no instant of RFC 3339.");

    private void Oversee(string[] words, string file, string where)
    {
        switch (words)
        {
            case ["policy", var document, "of", var place, "from", var from]:
                Adopt(document, place, Date(from, where), file);
                break;
            case ["close", var place, var day]:
                Close(place, Date(day, where));
                break;
            case ["close", var place, var first, "to", var last]:
                for (var day = Date(first, where); day <= Date(last, where); day = day.PlusDays(1))
                {
                    Close(place, day);
                }

                break;
            default:
                throw new FormatException($"{where}: neither a filing, nor a policy, nor days to close.");
        }
    }

    private void Adopt(string document, string place, LocalDate from, string file)
    {
        var bytes = System.IO.File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(file)!, document));
        var policy = JsonSerializer.Deserialize<PolicyDocument>(bytes, Json.Options)!;
        var canonical = CanonicalJson.Of(JsonSerializer.SerializeToUtf8Bytes(policy, Json.Options));
        var adopted = new PolicyAdopted(
            Jurisdiction.Of(place),
            policy.Version,
            policy,
            Convert.ToHexStringLower(SHA256.HashData(canonical)),
            from,
            OfficerId.Of("officer-1"),
            OfficerId.Of("officer-2"));
        Seal(Own($"policy-{place}-{LocalDatePattern.Iso.Format(from)}"), NoonOf(from), Evidence.Documented, adopted);
    }

    private void Close(string place, LocalDate day) => Seal(
        Own($"close-{place}-{LocalDatePattern.Iso.Format(day)}"),
        NoonOf(day),
        Evidence.Documented,
        new ReportingDayClosed(Jurisdiction.Of(place), day, "story"));

    private void Receive(FilingAccepted receipt, Instant time) =>
        Seal(new FiledId(receipt.Source, $"filing:{receipt.Filing}"), time, Evidence.Documented, receipt);

    private void Seal(FiledId id, Instant time, Evidence evidence, object data)
    {
        var at = facts.Count > 0 ? Instant.Max(facts[^1].SealedAt, time) : time;
        facts.Add(new SealedFact(facts.Count, ordinal, at, at, id, time, evidence, data));
        ordinal += data is FilingAccepted ? 0 : 1; // a receipt has no ordinal of its own
    }

    private static FiledId Own(string id) => new(Supervisor, id);

    private static Instant NoonOf(LocalDate day) =>
        day.AtMidnight().InUtc().ToInstant() + Duration.FromHours(12);

    private static LocalDate Date(string text, string where) =>
        LocalDatePattern.Iso.Parse(text) is { Success: true } day
        ? day.Value
        : throw new FormatException($"{where}: '{text}' is no date.");
}

using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using RiskMonitor.Corrections;
using RiskMonitor.Filing;
using RiskMonitor.Policy;
using RiskMonitor.Surveillance;
using RiskMonitor.Surveillance.Rows;
using RiskMonitor.Tests.Filing;
using RiskMonitor.Tests.Surveillance.Pools;
using RiskMonitor.Wire;

namespace RiskMonitor.Tests.Surveillance.Extremes;

/// <summary>
/// Three provinces as lines that are filed: the examples of all facts; a pool with a year of bills, payments and use
/// in Texas; and the same story in Ontario, which has nothing to do with the other two.
/// </summary>
internal static class ExtremeWorld
{

    private static readonly string[] Names =
    [
        "p1", "f1", "f2", "owner", "lender", "tenant", "utility", "appraiser", "us-h100", "a", "b", "m", "supply",
        "site-1",
    ];

    private static readonly FilingReader Reader = new(Example.Overseer);

    /// <summary>All lines in their order: the last province is far away, and the last lines close the days.</summary>
    public static readonly Sequence<string> Lines = [.. Made()];

    /// <summary>How many lines of the first two provinces there are, from the first line on.</summary>
    public static readonly int Near = Lines.Index()
        .First(line => line.Item.Contains("\"far-tx-", StringComparison.Ordinal)).Index;

    /// <summary>Whether the subject is one of the story in Ontario.</summary>
    public static bool IsFarAway(string subject) => subject.EndsWith("-far", StringComparison.Ordinal);

    /// <summary>A line as it is filed: null where it is refused.</summary>
    public static FiledFact? Read(string line)
    {
        var read = Reader.Read(Encoding.UTF8.GetBytes(line), 1);
        if (read.Fact is null && read.Errors.Count == 0)
        {
            throw new InvalidOperationException($"Refused without an error: {line}");
        }

        return read.Fact;
    }

    /// <summary>Folds every line that is not refused; each keeps the position of its place among all.</summary>
    public static (Lookout Lookout, List<StepResult> Steps) Fold(IEnumerable<string> lines)
    {
        var lookout = new Lookout();
        var steps = new List<StepResult>();
        foreach (var (position, line) in lines.Index())
        {
            if (Read(line) is { } fact)
            {
                steps.Add(lookout.Step(new SealedFact(
                    position, position, History.Sealed, History.Sealed, fact.Id, fact.Time, fact.Evidence, fact.Data)));
            }
        }

        return (lookout, steps);
    }

    /// <summary>The line with one place at an extreme, its subject and hash made to fit where they can be.</summary>
    public static string With(string line, string place, int which)
    {
        var filed = JsonNode.Parse(line)!;
        Extremes.Put(filed, place, which);
        return Fit(filed).ToJsonString();
    }

    /// <summary>The changed line as the correction of the one that was filed.</summary>
    public static string AsCorrection(string line)
    {
        var filed = JsonNode.Parse(line)!;
        var (source, subject) = ((string)filed["source"]!, (string)filed["subject"]!);
        return Event(
            "fact-corrected.v1",
            subject,
            source,
            "corrects",
            "2026-03-01T00:00:00Z",
            new JsonObject
            {
                ["subject"] = subject,
                ["target"] = new JsonObject { ["source"] = source, ["id"] = (string)filed["id"]! },
                ["data"] = filed["data"]!.DeepClone(),
                ["reason"] = "reporter-error",
            }).ToJsonString();
    }

    private static JsonNode Fit(JsonNode filed)
    {
        try
        {
            var type = EventCatalogue.Find((string)filed["type"]!)!;
            var data = filed["data"]!.Deserialize(type, Json.Options);
            if (data is PolicyAdopted { Document: { } document })
            {
                filed["data"]!["contentHash"] = PolicyHash.Of(document);
            }

            if (data is IFact fact and not (FactCorrected or FactRetracted))
            {
                filed["subject"] = fact.Stream;
            }
        }
        catch (Exception unreadable) when (unreadable is JsonException or ArgumentException or FormatException)
        {
            return filed; // it is for filing to refuse
        }

        return filed;
    }

    private static IEnumerable<string> Made()
    {
        yield return Fit(JsonNode.Parse(
            Example.With("policy-adopted.v1", "/data/effectiveFrom", "\"2026-01-20\""))!).ToJsonString();
        foreach (var type in Example.OfFacts().Where(type => type is not (
            "policy-adopted.v1" or "reporting-day-closed.v1" or "engine-adopted.v1" or "fact-corrected.v1"
            or "fact-retracted.v1")))
        {
            yield return Example.Text(type);
        }

        var texas = Story().ToList();
        foreach (var line in texas.Concat(texas.Select(Renamed)).ToList())
        {
            yield return line;
        }

        foreach (var (place, day) in ((string, string)[])
        [
            ("CN", "2026-01-31"), ("US-TX", "2025-07-31"), ("CA-ON", "2025-07-31"), ("CN", "2026-02-10"),
        ])
        {
            yield return Event(
                "reporting-day-closed.v1", $"policy/{place}", Example.Overseer.Source, $"{place}-{day}",
                $"{day}T12:00:00Z",
                new JsonObject { ["jurisdiction"] = place, ["date"] = day, ["calendar"] = "daily" }).ToJsonString();
        }
    }

    /// <summary>A pool whose use does not carry its debt, with prices up to the end of July.</summary>
    private static IEnumerable<string> Story()
    {
        var history = PoolHistory.With(PoolHistory.StillPolicy(reLetting: 0.40m), new LocalDate(2025, 6, 25));
        EighthVector.File(history);
        history.Lend(24_000_000m, "f2");
        for (var day = new LocalDate(2025, 5, 26); day < new LocalDate(2025, 8, 1); day = day.PlusDays(5))
        {
            history.Print(2.35m, day);
        }

        return history.Facts.Select(fact => Fit(Event(
            EventCatalogue.NameOf(fact.Data.GetType()),
            ((IFact)fact.Data).Stream,
            Example.Overseer.Source,
            $"tx-{fact.Position}",
            InstantPattern.General.Format(fact.ValidTime),
            JsonSerializer.SerializeToNode(fact.Data, fact.Data.GetType(), Json.Options)!)).ToJsonString());
    }

    private static JsonObject Event(
        string type, string subject, string source, string id, string time, JsonNode data) => new()
    {
        ["specversion"] = "1.0",
        ["id"] = id,
        ["source"] = source,
        ["type"] = type,
        ["subject"] = subject,
        ["time"] = time,
        ["evidence"] = "documented",
        ["data"] = data,
    };

    /// <summary>Another pool of other people under another policy and another index.</summary>
    private static string Renamed(string line)
    {
        var filed = JsonNode.Parse(line)!;
        filed["id"] = $"far-{(string)filed["id"]!}";
        Rename(filed["data"]!);
        return Fit(filed).ToJsonString();
    }

    private static void Rename(JsonNode node)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (name, value) in map.ToList())
                {
                    map[name] = Other(value);
                }

                break;
            case JsonArray list:
                for (var index = 0; index < list.Count; index++)
                {
                    list[index] = Other(list[index]);
                }

                break;
        }
    }

    private static JsonNode? Other(JsonNode? value)
    {
        if (value is null || value.GetValueKind() != JsonValueKind.String)
        {
            if (value is not null)
            {
                Rename(value);
            }

            return value?.DeepClone();
        }

        return (string)value! switch
        {
            "US" => "CA",
            "US-TX" => "CA-ON",
            var name when Names.Contains(name) => $"{name}-far",
            _ => value.DeepClone(),
        };
    }
}

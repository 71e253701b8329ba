using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using RiskMonitor.Policy;
using RiskMonitor.Wire;

namespace RiskMonitor.Tests.Demo;

/// <summary>One file of the demo.</summary>
/// <param name="Covers">Kind and days for which the reporter says that the file is complete.</param>
/// <param name="Facts">What the file says, in the order of its lines.</param>
/// <param name="Table">How it is written, where it is a table and no NDJSON.</param>
internal sealed record FiledFile(
    string Name,
    string Source,
    IReadOnlyList<Entry> Facts,
    ReportedKind? Covers = null,
    LocalDate? From = null,
    LocalDate? To = null,
    FiledTable? Table = null)
{
    public byte[] Bytes() => Table?.Bytes(Facts)
        ?? Encoding.UTF8.GetBytes(string.Concat(Facts.Select(fact => fact.Line() + "\n")));

    public JsonObject Said()
    {
        var said = new JsonObject { ["file"] = Name, ["source"] = Source };
        foreach (var (name, value) in new[]
                 {
                     ("map", Table?.Map), ("format", Table?.Format), ("declare", Table?.Declare),
                 })
        {
            if (value is not null)
            {
                said[name] = value;
            }
        }

        if (Covers is { } kind)
        {
            said["covers"] = new JsonObject
            {
                ["kind"] = JsonSerializer.SerializeToNode(kind, Json.Options),
                ["from"] = LocalDatePattern.Iso.Format(From!.Value),
                ["to"] = LocalDatePattern.Iso.Format(To!.Value),
            };
        }

        return said;
    }
}

/// <summary>The files of the province in the order in which they are filed, and the list of them.</summary>
internal static class Filings
{
    public static IReadOnlyList<FiledFile> Of(Archive archive)
    {
        var files = new List<FiledFile>();
        for (var round = 0; round < Archive.RoundEnds.Count; round++)
        {
            foreach (var source in Reporters.InOrder)
            {
                var facts = archive.Of(round, source);
                if (source == Reporters.Supervisor && round == 0)
                {
                    files.Insert(0, new FiledFile("policy.ndjson", source, [.. facts.Where(IsPolicy)]));
                    facts = [.. facts.Where(fact => !IsPolicy(fact))];
                }

                var tabled = facts.ToLookup(fact => FiledTable.Of(round, fact));
                if (tabled[null].Any())
                {
                    files.Add(File(round, source, [.. tabled[null]]));
                }

                files.AddRange(tabled.Where(facts => facts.Key is not null).Select(facts =>
                    File(round, source, [.. facts]) with
                    {
                        Name = facts.Key!.Name + facts.Key.Extension,
                        Facts = [.. facts.OrderBy(fact => fact.Time).ThenBy(fact => fact.Id, Ordinal)],
                        Table = facts.Key,
                    }));
            }
        }

        return [.. files.Select((file, index) => file with
        {
            Name = FormattableString.Invariant($"{index + 1:00}-{Reporters.NameOf(file.Source)}-{file.Name}"),
        })];
    }

    /// <summary>File, source, what it covers, and how a table is read, one line each.</summary>
    public static string Manifest(IEnumerable<FiledFile> files) =>
        $"[\n{string.Join(",\n", files.Select(file => "  " + file.Said().ToJsonString(Json.Options)))}\n]\n";

    private static StringComparer Ordinal => StringComparer.Ordinal;

    private static bool IsPolicy(Entry fact) => fact.Data is PolicyAdopted;

    private static FiledFile File(int round, string source, IReadOnlyList<Entry> facts)
    {
        string[] names = ["2024-h2", "2025-h1", "2025-h2", "correction"];
        if (source == Reporters.Supervisor)
        {
            return new FiledFile($"{names[round]}-closed.ndjson", source, facts);
        }

        var shuffled = new Chance($"{source} {names[round]}").Shuffle(facts);
        return source == Reporters.Bank
            ? new FiledFile(
                $"{names[round]}.ndjson", source, shuffled, ReportedKind.Payment,
                round == 0 ? Oversight.From : Archive.RoundEnds[round - 1], Archive.RoundEnds[round].PlusDays(-1))
            : new FiledFile($"{names[round]}.ndjson", source, shuffled);
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using RiskMonitor.Host.Access;
using RiskMonitor.Host.Tests.Http;
using RiskMonitor.Incidents;
using RiskMonitor.Surveillance;
using RiskMonitor.Surveillance.Rows;
using RiskMonitor.Tests;
using RiskMonitor.Verifier.Stories;
using RiskMonitor.Wire;

namespace RiskMonitor.Host.Tests.Stories;

/// <summary>
/// Stories end over HTTP as they do in memory. Left out is what rests on when something was recorded, which a story
/// tells and a real ledger does not let anybody say: late and backdated filings.
/// </summary>
public sealed class StoryTests
{
    [Theory]
    [InlineData("double-pledge")]
    [InlineData("over-pledge")]
    [InlineData("phantom-delivery")]
    public async Task A_story_ends_over_HTTP_as_in_memory(string name)
    {
        var facts = StoryFilings.Of(Story.Read(Repo.Path($"specs/stories/{name}.md")));
        var expected = InMemory(facts);
        expected.ShouldNotBeEmpty();
        var host = new HostFixture();
        try
        {
            await host.InitializeAsync();
            await FileAsync(host, facts);
            await host.ReadyAsync();

            (await OverHttpAsync(host)).ShouldBe(expected);
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    /// <summary>In their order: as many as follow one another of one source are one filing.</summary>
    private static async Task FileAsync(HostFixture host, IReadOnlyList<SealedFact> facts)
    {
        for (var first = 0; first < facts.Count;)
        {
            var source = facts[first].Id.Source;
            var run = facts.Skip(first).TakeWhile(fact => fact.Id.Source == source).ToList();
            await host.FileAsync(source, run.Select(Lines.Of));
            first += run.Count;
        }
    }

    private static List<string> InMemory(IReadOnlyList<SealedFact> facts)
    {
        var replay = new Replay(Lookout.EngineVersion);
        var alerts = new SortedDictionary<string, List<object>>(StringComparer.Ordinal);
        var incidents = new SortedDictionary<string, Incident?>(StringComparer.Ordinal);
        var notices = new SortedDictionary<string, NoticeRow>(StringComparer.Ordinal);
        foreach (var step in facts.Select(replay.Step))
        {
            foreach (var (stream, said) in step.Conclusions)
            {
                if (Incident.Facts.Contains(said.GetType()))
                    incidents[stream] = Incident.Evolve(incidents.GetValueOrDefault(stream), stream, said);
                else if (alerts.TryGetValue(stream, out var history))
                    history.Add(said);
                else
                    alerts[stream] = [said];
            }

            foreach (var row in step.Notices)
            {
                notices[$"{row.Rule} {row.Subject} {row.Number}"] = row;
            }
        }

        return
        [
            .. alerts.SelectMany(alert => alert.Value.Select(said =>
                $"{alert.Key} {EventCatalogue.NameOf(said.GetType())} {Portable(Node(said))}")),
            .. incidents.Values.Select(incident =>
                $"{incident!.Id} {incident.Group} {(incident.IsOpen ? "open" : "closed")}"),
            .. Told(notices.Values.Select(row => Node(row))),
        ];
    }

    private static async Task<List<string>> OverHttpAsync(HostFixture host)
    {
        using var api = host.As(Role.Regulator);
        var told = new List<string>();
        var alerts = (await api.ReadAsync("/api/v1/alerts?limit=500"))["items"]!.AsArray();
        foreach (var id in alerts.Select(alert => $"{alert!["id"]}").Order(StringComparer.Ordinal))
        {
            var history = (await api.ReadAsync($"/api/v1/alerts/{id}/history"))["items"]!.AsArray();
            told.AddRange(history.Select(item => $"alert/{id} {item!["type"]} {Portable(item["data"]!)}"));
        }

        var incidents = (await api.ReadAsync("/api/v1/incidents?limit=500"))["items"]!.AsArray();
        told.AddRange(incidents
            .Select(incident => $"incident/{incident!["id"]} {incident["group"]} "
                + (incident["isOpen"]!.GetValue<bool>() ? "open" : "closed"))
            .Order(StringComparer.Ordinal));
        told.AddRange(Told((await api.ReadAsync("/api/v1/notices"))["items"]!.AsArray().OfType<JsonNode>()));
        return told;
    }

    private static IEnumerable<string> Told(IEnumerable<JsonNode> notices) => notices
        .Where(notice => $"{notice["rule"]}" != "AUD-BACKDATE")
        .Select(notice => $"notice {Portable(notice)}")
        .Order(StringComparer.Ordinal);

    private static JsonNode Node(object said) =>
        JsonSerializer.SerializeToNode(said, said.GetType(), Json.Options)!;

    /// <summary>Positions differ, since conclusions and receipts lie between the facts.</summary>
    private static string Portable(JsonNode said)
    {
        var portable = said.DeepClone().AsObject();
        foreach (var position in new[] { "inputs", "cause", "position", "ordinal" })
        {
            portable.Remove(position);
        }

        return System.Text.Encoding.UTF8.GetString(CanonicalJson.Of(JsonSerializer.SerializeToUtf8Bytes(portable)));
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using NodaTime;
using RiskMonitor.Filing;
using RiskMonitor.Host.Access;
using RiskMonitor.Host.Tests.Http;
using RiskMonitor.Host.Tests.Replays;
using RiskMonitor.Policy;
using RiskMonitor.Tests.Surveillance;
using RiskMonitor.Tests.Surveillance.Kinds;

namespace RiskMonitor.Host.Tests.Utilization;

/// <summary>
/// Three deceits and an honest pool that looks like one, filed as NDJSON into one host: what each hour was, over HTTP.
/// </summary>
public sealed class DeceitsOverHttpTests(HostFixture host) : IClassFixture<HostFixture>
{
    /// <summary>Of every pool its own: the four tell their stories with the same names.</summary>
    private static readonly string[] Names = ["p1", "c1", "owner", "tenant", "somebody", "fund", "agent", "studio"];

    [Fact]
    public async Task The_three_deceits_are_named_with_their_evidence_and_the_reserved_pool_is_not()
    {
        (string Name, History History)[] stories =
        [
            ("paper", Deceits.Paper()), ("burn", Deceits.Burn()), ("ring", Deceits.Ring()),
            ("reserved", Deceits.Reserved()),
        ];
        await host.FileAsync(Lines.Supervisor, [PolicyOf(stories[0].History)]);
        foreach (var (name, history) in stories)
        {
            foreach (var filing in history.Facts.Where(fact => fact.Data is not PolicyAdopted)
                .GroupBy(fact => fact.Id.Source))
            {
                await host.FileAsync(
                    $"{filing.Key}-{name}",
                    filing.Select(fact => Renamed(
                        Lines.Of(fact with { Id = fact.Id with { Source = $"{filing.Key}-{name}" } }), name)));
            }
        }

        await host.FileAsync(Lines.Supervisor, [Lines.Close(History.Place.Value, new LocalDate(2025, 8, 31))]);
        await host.ReadyAsync();

        using var api = host.As(Role.Regulator);
        var told = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        foreach (var (name, _) in stories)
        {
            told[name] = (await api.ReadAsync($"/api/v1/pools/p1-{name}/use?validAt=2025-06-30"))["kinds"]!;
        }

        Shown(told["paper"]).ShouldBe("commercial 30000, idle-unsold 300000, wash-paper 390000, undetermined 0");
        Shown(told["burn"]).ShouldBe("idle-unsold 120000, wash-burn 600000, undetermined 0");
        Shown(told["ring"]).ShouldBe("idle-unsold 300000, wash-burn 30000, wash-paper 390000, undetermined 0");
        Shown(told["reserved"]).ShouldBe("commercial 15000, idle-reserved 417000, idle-unsold 288000, undetermined 0");
        told["reserved"]["roundTrips"]!.AsArray().ShouldBeEmpty();
        told["ring"]["roundTrips"]![0]!["paths"]![0]!["steps"]!.AsArray()
            .Select(step => $"{step!["payer"]} {step["payee"]}").ShouldBe(
            [
                "owner-ring fund-ring", "fund-ring agent-ring", "agent-ring studio-ring", "studio-ring tenant-ring",
            ]);
        told["paper"]["lines"]!.AsArray().Single(line => $"{line!["kind"]}" == "wash-paper")!["because"]!.AsArray()
            .Select(word => $"{word}").ShouldContain("no energy for what was billed");

        var verb = await Verb.RunAsync(host, ["use", "p1-ring", "--valid-at", "2025-06-30"]);
        verb.ExitCode.ShouldBe(0, verb.Errors);
        Shown(verb.Json["kinds"]!).ShouldBe(Shown(told["ring"]));

        // The owner sees its own pool, that money came back and how much, and not through whom.
        using var owner = host.As(Role.Platform, entity: "owner-ring");
        var own = (await owner.ReadAsync("/api/v1/pools/p1-ring/use?validAt=2025-06-30"))["kinds"]!;
        own["roundTrips"]![0]!["returned"]!.GetValue<string>().ShouldBe("0.925");
        own["roundTrips"]![0]!["paths"]!.AsArray().ShouldBeEmpty();
    }

    private static string PolicyOf(History history)
    {
        var fact = history.Facts.Single(fact => fact.Data is PolicyAdopted);
        var adopted = (PolicyAdopted)fact.Data;
        return Lines.Of(fact with
        {
            Id = new FiledId(Lines.Supervisor, "policy"),
            Data = adopted with { ContentHash = PolicyHash.Of(adopted.Document) },
        });
    }

    private static string Renamed(string line, string story)
    {
        foreach (var name in Names)
        {
            // as a value or a part of one, never as the name of a member
            foreach (var (before, after) in (ReadOnlySpan<(string, char)>)[(":\"", '"'), ("/", '"'), ("/", '/')])
            {
                line = line.Replace(
                    $"{before}{name}{after}", $"{before}{name}-{story}{after}", StringComparison.Ordinal);
            }
        }

        return line;
    }

    private static string Shown(JsonNode kinds) => string.Join(
        ", ",
        kinds["kinds"]!.AsArray().Where(kind => $"{kind!["hours"]}" != "0")
            .Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind!["kind"]} {kind["hours"]}"))
            .Append($"undetermined {kinds["undetermined"]}"));
}

using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using RiskMonitor.Host.Access;
using RiskMonitor.Host.Ledger;
using RiskMonitor.Host.Pipeline;
using RiskMonitor.Host.Tests.Http;
using RiskMonitor.Host.Tests.Replays;
using RiskMonitor.Lending;
using RiskMonitor.Offtake;
using RiskMonitor.Policy;
using RiskMonitor.Surveillance.Digests;
using RiskMonitor.Tests.Surveillance;
using RiskMonitor.Tests.Surveillance.Pools;
using RiskMonitor.Units;

namespace RiskMonitor.Host.Tests.Assessments;

/// <summary>
/// The eighth published vector, filed as contracts, bills, payments, costs, use and prints; then twenty-four million
/// more of debt, which its use does not carry.
/// </summary>
public sealed class EighthVectorOverHttpTests : IAsyncLifetime
{
    private static readonly string Supervisor = Lines.Supervisor;

    private readonly HostFixture host = new();
    private History history = null!;

    public async Task InitializeAsync()
    {
        await host.InitializeAsync();
        history = PoolHistory.With(PoolHistory.StillPolicy(reLetting: 0.40m), new LocalDate(2025, 6, 1));
        EighthVector.File(history);
        for (var day = new LocalDate(2025, 5, 26); day < new LocalDate(2025, 9, 1); day = day.PlusDays(5))
        {
            history.Print(2.35m, day);
        }

        await FileAsync(0);
        await CloseAsync(new LocalDate(2025, 9, 30));
    }

    public Task DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task The_endpoint_and_the_verb_tell_the_published_value()
    {
        using var api = host.As(Role.Regulator);
        var told = await api.ReadAsync("/api/v1/assessments/pool/p1?validAt=2025-06-30");
        Math.Round(Central(told, "V_use"), 2).ShouldBe(23_211_730.41m);
        Central(told, "LTV_use").ShouldBe(16_000_000m / 23_211_730.41m, 0.000000001m);

        var verb = await Verb.RunAsync(host, ["assess", "pool/p1", "--valid-at", "2025-06-30"]);
        verb.ExitCode.ShouldBe(0, verb.Errors);
        Math.Round(Central(verb.Json, "V_use"), 2).ShouldBe(23_211_730.41m);
    }

    /// <summary>
    /// Of 40 million 1 − 23.2 / 40 = 0.42 is unsupported: critical. Of the 28 million that a repayment leaves, about
    /// 0.2 is: high.
    /// </summary>
    [Fact]
    public async Task A_change_of_severity_leaves_what_people_did_and_wrote()
    {
        await AddAsync(filed => filed.Lend(24_000_000m, "f2"));
        using var api = host.As(Role.Regulator, subject: "officer-lin");
        var id = await AlertAsync(api);
        await ActAsync(api, id, "acknowledge", "Taken on.");
        await ActAsync(api, id, "comment", "The lender was told.");
        var before = await api.ReadAsync($"/api/v1/alerts/{id}");
        before["severity"]!.GetValue<string>().ShouldBe("critical");

        await AddAsync(filed => filed.File(
            new FacilityRepaid(FacilityId.Of("f2"), 12_000_000m.Usd, 0m.Usd, RepaymentSource.Operations),
            new LocalDate(2025, 7, 15)));

        var after = await api.ReadAsync($"/api/v1/alerts/{id}");
        after["severity"]!.GetValue<string>().ShouldBe("high");
        after["condition"]!.GetValue<string>().ShouldBe("firing");
        after["workflow"]!.GetValue<string>().ShouldBe("acknowledged");
        after["owner"]!.GetValue<string>().ShouldBe("officer-lin");
        var told = (await api.ReadAsync($"/api/v1/alerts/{id}/history"))["items"]!.AsArray();
        told.Select(item => $"{item!["type"]}").ShouldBe(
        [
            "alert-raised.v1", "alert-acknowledged.v1", "alert-commented.v1", "alert-severity-changed.v1",
        ]);
        told.Select(item => $"{item!["comment"]}").ShouldBe(["", "Taken on.", "The lender was told.", ""]);
    }

    [Fact]
    public async Task The_digest_is_the_same_elsewhere_and_in_portions_of_any_size()
    {
        var here = await Verb.RunAsync(host, ["replay"]);
        var digest = here.Json["digest"]!.GetValue<string>();
        here.Json["stored"]!.GetValue<string>().ShouldBe(digest);

        var elsewhere = await Verb.RunAsync(
            host, ["replay", "--expect", digest],
            ("TZ", "Pacific/Kiritimati"), ("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8"));
        elsewhere.ExitCode.ShouldBe(0, elsewhere.Errors);
        elsewhere.Json["digest"]!.GetValue<string>().ShouldBe(digest);

        foreach (var size in (int[])[1, 7, 1_000])
        {
            (await InPagesAsync(size)).ShouldBe(digest, $"{size} events at once");
        }
    }

    /// <summary>
    /// Two buyers paid ahead for the same pool: two leaves that no facility has, beside the one of the facility.
    /// </summary>
    [Fact]
    public async Task Two_prepayments_of_one_pool_are_two_leaves()
    {
        await AddAsync(filed =>
        {
            foreach (var buyer in (string[])["buyer-1", "buyer-2"])
            {
                filed.File(Prepaid(buyer), PoolHistory.Commissioned);
            }
        });
        using var api = host.As(Role.Regulator);
        var told = await api.ReadAsync("/api/v1/assessments/pool/p1?validAt=2025-06-30");
        Central(told, "D").ShouldBe(26_000_000m);
        told["exposures"]!.AsArray().Count.ShouldBe(3);
        (await Verb.RunAsync(host, ["replay"])).Json["firstDifference"].ShouldBeNull();
    }

    private static OfftakeSigned Prepaid(string buyer) => new(
        ContractId.Of($"prepaid-{buyer}"), PoolHistory.Owner, PartyId.Of(buyer), OfftakeKind.OnDemand,
        PoolHistory.Chip, Disclosed.Not<int>("not-collected"), Disclosed.Not<CardHours>("not-collected"), 2m.Usd,
        PoolHistory.Commissioned, new LocalDate(2028, 12, 31), Disclosed.Not<LocalDate>("not-applicable"), 1m.Ratio,
        Disclosed.Of(new Prepayment(5_000_000m.Usd, Refundable: true, Disclosed.Of(0.08m.Ratio))), 30,
        Disclosed.Not<BackStop>("not-applicable"), [new PoolShare(PoolHistory.Pool, 0.1m.Ratio)]);

    private async Task AddAsync(Action<History> more)
    {
        var from = history.Facts.Count;
        more(history);
        await FileAsync(from);
        await host.ReadyAsync();
    }

    private async Task FileAsync(int from)
    {
        foreach (var filing in history.Facts.Skip(from).GroupBy(fact => fact.Id.Source))
        {
            await host.FileAsync(filing.Key, filing.Select(fact => fact.Data is PolicyAdopted adopted
                ? Lines.Of(fact with
                {
                    Data = adopted with { ContentHash = RiskMonitor.Filing.PolicyHash.Of(adopted.Document) },
                })
                : Lines.Of(fact)));
        }
    }

    private async Task CloseAsync(LocalDate day)
    {
        await host.FileAsync(Supervisor, [Lines.Close(History.Place.Value, day)]);
        await host.ReadyAsync();
    }

    private static async Task<string> AlertAsync(ApiClient api)
    {
        var list = await api.ReadAsync("/api/v1/alerts?rule=LEV-DETACH&subject=pool%2Fp1");
        return $"{list["items"]!.AsArray().ShouldHaveSingleItem()!["id"]}";
    }

    private async Task ActAsync(ApiClient api, string id, string verb, string words)
    {
        var tag = (await api.GetAsync($"/api/v1/alerts/{id}")).ETag;
        var body = new JsonObject { ["comment"] = words }.ToJsonString();
        (await api.PostAsync($"/api/v1/alerts/{id}/{verb}", body, tag)).Status.ShouldBe(HttpStatusCode.NoContent);
        await host.ReadyAsync();
    }

    private async Task<string> InPagesAsync(int size)
    {
        var facts = host.App.Services.GetRequiredService<SealedFacts>();
        var events = new List<SealedEvent>();
        var ordinals = new List<long>();
        await foreach (var e in host.App.Services.GetRequiredService<SealedReader>().ReadAsync(0))
        {
            ordinals.Add(ordinals.Count == 0 ? 0 : ordinals[^1] + (facts.Read(events[^1], 0) is null ? 0 : 1));
            events.Add(e);
        }

        var fold = new LiveFold(facts);
        var digest = new Digest();
        foreach (var part in events.Chunk(size))
        {
            var page = fold.Take(part);
            page.Assessments.ForEach(digest.Add);
            page.Notices.ForEach(digest.Add);
            page.Findings.ForEach(digest.Add);
            page.Conclusions.ForEach(caused =>
                digest.Add(caused.Said.Stream, caused.Said.Event, position => ordinals[(int)position]));
        }

        return digest.Value;
    }

    private static decimal Central(JsonNode told, string name) => decimal.Parse(
        $"{told["indicators"]!.AsArray().Single(item => $"{item!["name"]}" == name)!["central"]}",
        CultureInfo.InvariantCulture);
}

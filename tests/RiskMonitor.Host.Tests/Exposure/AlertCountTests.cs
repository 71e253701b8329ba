using System.Net;
using System.Text.Json.Nodes;
using RiskMonitor.Host.Access;
using RiskMonitor.Host.Tests.Http;

namespace RiskMonitor.Host.Tests.Exposure;

/// <summary>Which alerts of the synthetic province are counted in which row, and who sees them.</summary>
[Collection(SharedProvince.Name)]
public sealed class AlertCountTests(ProvinceFixture host)
{
    private string Then => $"validAt=2025-12-31&recordedAt=pos:{host.Filed}";

    [Theory]
    [InlineData("borrower", "operator-d-assets", "COL-DUP")]
    [InlineData("borrower", "operator-e", "COL-PHANTOM COL-SUM")]
    [InlineData("guarantor", "province-guarantee", "COL-PHANTOM COL-SUM LEV-DETACH")]
    [InlineData("lender", "lender-b", "COL-DUP COL-SUM")]
    [InlineData("jurisdiction", "340100", "COL-DUP COL-PHANTOM COL-SUM")]
    [InlineData("chip", "H800 SXM", "COL-DUP COL-PHANTOM COL-SUM")]
    public async Task An_alert_on_claims_a_site_or_a_delivery_counts_where_its_pools_and_parties_are(
        string by, string key, string rules)
    {
        using var api = host.As(Role.Auditor);
        var row = await RowAsync(api, by, key, Then);
        var ids = (await api.ReadAsync($"{row["lineage"]}"))["alerts"]!.AsArray().Select(id => $"{id}").ToList();

        ids.ShouldBeUnique();
        row["openAlerts"]!.GetValue<int>().ShouldBe(ids.Count);
        var counted = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var id in ids)
        {
            var alert = await api.ReadAsync($"/api/v1/alerts/{id}");
            counted.Add($"{alert["rule"]}");
        }

        foreach (var rule in rules.Split(' '))
        {
            counted.ShouldContain(rule);
        }
    }

    [Fact]
    public async Task Every_place_counts_every_alert_that_fires_in_it()
    {
        using var api = host.As(Role.Auditor);
        var rows = (await api.ReadAsync($"/api/v1/reports/exposure?by=jurisdiction&{Then}"))["rows"]!.AsArray();
        var firing = await api.ReadAsync($"/api/v1/alerts?condition=firing&limit=500&recordedAt=pos:{host.Filed}");

        var placed = firing["items"]!.AsArray().GroupBy(alert => $"{alert!["jurisdiction"]}")
            .ToDictionary(place => place.Key, place => place.Count());
        placed.ShouldNotBeEmpty();
        rows.ToDictionary(row => $"{row!["cell"]!["key"]}", row => row!["openAlerts"]!.GetValue<int>())
            .Where(place => place.Value > 0).OrderBy(place => place.Key)
            .ShouldBe(placed.OrderBy(place => place.Key));
    }

    [Fact]
    public async Task An_alert_counts_from_the_position_on_at_which_it_was_raised()
    {
        using var api = host.As(Role.Auditor);
        var raised = (await OneAsync(api, "COL-DUP"))["raisedPosition"]!.GetValue<long>();

        var before = await RowAsync(
            api, "borrower", "operator-d-assets", $"validAt=2025-02-20&recordedAt=pos:{raised - 1}");
        var after = await RowAsync(
            api, "borrower", "operator-d-assets", $"validAt=2025-02-20&recordedAt=pos:{raised}");

        before["openAlerts"]!.GetValue<int>().ShouldBe(0);
        after["openAlerts"]!.GetValue<int>().ShouldBe(1);
    }

    [Theory]
    [InlineData("COL-PHANTOM", "delivery/p07")]
    [InlineData("COL-SUM", "site/hefei-3/H800 SXM")]
    public async Task A_guarantor_opens_the_alert_on_what_it_guarantees(string rule, string subject)
    {
        using var api = host.As(Role.Platform, entity: "province-guarantee");

        var alert = await OneAsync(api, rule);

        $"{alert["subject"]}".ShouldBe(subject);
        (await api.GetAsync($"/api/v1/alerts/{alert["id"]}")).Status.ShouldBe(HttpStatusCode.OK);
        using var stranger = host.As(Role.Platform, entity: "operator-a");
        (await stranger.GetAsync($"/api/v1/alerts/{alert["id"]}"))
            .ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
    }

    private async Task<JsonNode> OneAsync(ApiClient api, string rule) =>
        (await api.ReadAsync($"/api/v1/alerts?rule={rule}&recordedAt=pos:{host.Filed}"))["items"]!.AsArray()
            .ShouldHaveSingleItem()!;

    private static async Task<JsonNode> RowAsync(ApiClient api, string by, string key, string then) =>
        (await api.ReadAsync($"/api/v1/reports/exposure?by={by}&{then}"))["rows"]!.AsArray()
            .Single(row => $"{row!["cell"]!["key"]}" == key)!;
}

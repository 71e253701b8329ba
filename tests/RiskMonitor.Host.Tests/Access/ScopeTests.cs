using System.Net;
using System.Text.Json.Nodes;
using RiskMonitor.Host.Access;
using RiskMonitor.Host.Tests.Http;

namespace RiskMonitor.Host.Tests.Access;

/// <summary>Hefei (340100) and Wuhu (340200) of the synthetic province, each of which has alerts of its own.</summary>
[Collection(SharedProvince.Name)]
public sealed class ScopeTests(ProvinceFixture host)
{
    private static readonly string Here = "340100";
    private static readonly string There = "340200";

    private string Then => $"recordedAt=pos:{host.Filed}";

    [Theory]
    [InlineData("/api/v1/alerts?limit=500")]
    [InlineData("/api/v1/notices?")]
    [InlineData("/api/v1/findings?")]
    public async Task A_regulator_sees_every_row_of_its_place_and_none_of_another(string path)
    {
        var all = await ItemsAsync(Role.Regulator, "*", path);
        foreach (var place in new[] { Here, There })
        {
            var own = await ItemsAsync(Role.Regulator, place, path);

            own.ShouldNotBeEmpty();
            own.Select(row => row.ToJsonString()).ShouldBe(
                all.Where(row => $"{row["jurisdiction"]}" == place).Select(row => row.ToJsonString()));
        }

        (await RowsAsync("340000", path)).ShouldBe(
            all.Where(row => $"{row["jurisdiction"]}".StartsWith("34", StringComparison.Ordinal))
                .Select(row => row.ToJsonString()),
            "a province holds its cities");
        (await RowsAsync("US-TX", path)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_incident_shows_the_alerts_of_the_place_and_nothing_else()
    {
        var all = await ItemsAsync(Role.Regulator, "*", "/api/v1/incidents?");
        var alerts = (await ItemsAsync(Role.Regulator, Here, "/api/v1/alerts?limit=500"))
            .Select(alert => $"{alert["id"]}").ToHashSet();
        var own = await ItemsAsync(Role.Regulator, Here, "/api/v1/incidents?");

        own.ShouldNotBeEmpty();
        own.Count.ShouldBeLessThan(all.Count);
        own.SelectMany(incident => incident["alerts"]!.AsArray()).Select(alert => $"{alert}")
            .ShouldAllBe(alert => alerts.Contains(alert));
        using var api = host.As(Role.Regulator, Here);
        foreach (var incident in all)
        {
            var answer = await api.GetAsync($"/api/v1/incidents/{incident["id"]}?{Then}");
            answer.Status.ShouldBe(
                own.Any(mine => $"{mine["id"]}" == $"{incident["id"]}") ? HttpStatusCode.OK : HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task What_is_out_of_scope_answers_as_what_does_not_exist()
    {
        var alert = $"{(await ItemsAsync(Role.Regulator, There, "/api/v1/alerts?limit=500"))[0]["id"]}";
        var incident = $"{(await ItemsAsync(Role.Regulator, There, "/api/v1/incidents?"))[0]["id"]}";
        var unknown = new string('0', alert.Length);
        using var api = host.As(Role.Regulator, Here);
        foreach (var part in new[] { "", "/history", "/evidence" })
        {
            await SameAsync(api, $"/api/v1/alerts/{{0}}{part}", alert, unknown);
        }

        await SameAsync(api, "/api/v1/incidents/{0}", incident, new string('0', incident.Length));
        await SameAsync(api, "/api/v1/assessments/pool/{0}?validAt=2025-12-31", "p03", "p99");
        await SameAsync(api, "/api/v1/assessments/facility/{0}?validAt=2025-12-31", "fac-03", "fac-99");
        await SameAsync(
            api, "/api/v1/reports/exposure/lineage?by=jurisdiction&currency=CNY&validAt=2025-12-31&key={0}", There,
            "999999");

        foreach (var verb in new[] { "acknowledge", "comment", "reopen" })
        {
            var path = $"/api/v1/alerts/{alert}/{verb}";
            var refusal = await api.PostAsync(path, """{"comment":"mine?"}""", ifMatch: null);
            refusal.ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
        }
    }

    [Fact]
    public async Task A_report_adds_up_what_the_caller_may_see()
    {
        foreach (var by in new[] { "lender", "borrower", "guarantor", "chip" })
        {
            var all = await CellsAsync("*", by);
            var (here, there) = (await CellsAsync(Here, by), await CellsAsync(There, by));

            foreach (var (key, (debt, alerts)) in all)
            {
                var (left, right) = (here.GetValueOrDefault(key), there.GetValueOrDefault(key));
                (left.Debt + right.Debt).ShouldBe(debt, $"debt of {by} {key}");
                (left.Alerts + right.Alerts).ShouldBe(alerts, $"alerts of {by} {key}");
            }
        }

        (await CellsAsync(Here, "jurisdiction")).Keys.ShouldBe([Here]);
    }

    [Theory]
    [InlineData("province-guarantee")]
    [InlineData("lender-a")]
    [InlineData("lender-b")]
    public async Task A_platform_sees_rows_that_it_is_a_party_to(string entity)
    {
        foreach (var path in new[] { "/api/v1/alerts?limit=500", "/api/v1/notices?" })
        {
            var own = await ItemsAsync(Role.Platform, "*", path, entity);
            var concerned = (await ItemsAsync(Role.Auditor, "*", path))
                .Where(row => row["parties"]!.AsArray().Any(party => $"{party}" == entity));

            own.Select(Named).ShouldBe(concerned.Select(Named));
        }

        (await ItemsAsync(Role.Platform, "*", "/api/v1/alerts?limit=500", entity)).ShouldNotBeEmpty();
        (await ItemsAsync(Role.Platform, "US-TX", "/api/v1/alerts?limit=500", entity)).ShouldBeEmpty();
        (await ItemsAsync(Role.Platform, "*", "/api/v1/alerts?limit=500", "somebody-else")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lender_sees_its_own_loans_and_not_those_of_another_on_the_same_pool()
    {
        using var api = host.As(Role.Platform, entity: "lender-b");
        var report = await api.ReadAsync($"/api/v1/reports/exposure?by=lender&validAt=2025-12-31&{Then}");
        report["rows"]!.AsArray().Select(row => $"{row!["cell"]!["key"]}").ShouldBe(["lender-b"]);

        var shared = (await AssessAsync(Role.Auditor, null)).Select(leaf => $"{leaf["lender"]}").ToList();
        shared.ShouldContain("lender-a");
        shared.ShouldContain("lender-b");
        (await AssessAsync(Role.Platform, "lender-b")).Select(leaf => $"{leaf["lender"]}").Distinct()
            .ShouldBe(["lender-b"]);
    }

    [Theory]
    [InlineData("/api/v1/events?from=0&to=0")]
    [InlineData("/api/v1/conclusions?to=pos:0")]
    public async Task The_log_is_read_whole_or_not_at_all(string path)
    {
        using var whole = host.As(Role.Auditor);
        (await whole.GetAsync(path)).Status.ShouldBe(HttpStatusCode.OK);

        using var part = host.As(Role.Auditor, Here);
        (await part.GetAsync(path)).ShouldBeProblem(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task A_platform_counts_no_alert_that_it_may_not_open()
    {
        foreach (var entity in new[] { "province-guarantee", "lender-a", "lender-b", "operator-d" })
        {
            using var api = host.As(Role.Platform, entity: entity);
            var report = await api.ReadAsync($"/api/v1/reports/exposure?by=chip&validAt=2025-12-31&{Then}");
            var open = await ItemsAsync(Role.Platform, "*", "/api/v1/alerts?condition=firing&limit=500", entity);

            report["rows"]!.AsArray().Sum(row => row!["openAlerts"]!.GetValue<int>())
                .ShouldBeLessThanOrEqualTo(open.Count);
        }
    }

    private static string Named(JsonNode row) => $"{row["rule"]} {row["subject"]} {row["id"]}";

    private async Task<List<JsonNode>> AssessAsync(string role, string? entity)
    {
        using var api = host.As(role, entity: entity);
        var answer = await api.ReadAsync($"/api/v1/assessments/pool/p09?validAt=2025-12-31&{Then}");
        return [.. answer["exposures"]!.AsArray().OfType<JsonNode>()];
    }

    private async Task<Dictionary<string, (decimal Debt, int Alerts)>> CellsAsync(string place, string by)
    {
        using var api = host.As(Role.Regulator, place);
        var report = await api.ReadAsync($"/api/v1/reports/exposure?by={by}&validAt=2025-12-31&{Then}");
        return report["rows"]!.AsArray().ToDictionary(
            row => $"{row!["cell"]!["key"]}",
            row => (Number(row!["cell"]!["debt"]!), row["openAlerts"]!.GetValue<int>()));
    }

    private static decimal Number(JsonNode text) =>
        decimal.Parse($"{text}", System.Globalization.CultureInfo.InvariantCulture);

    private async Task<IEnumerable<string>> RowsAsync(string place, string path) =>
        (await ItemsAsync(Role.Regulator, place, path)).Select(row => row.ToJsonString());

    private async Task<List<JsonNode>> ItemsAsync(string role, string place, string path, string? entity = null)
    {
        using var api = host.As(role, place, entity);
        var answer = await api.ReadAsync($"{path}&{Then}".Replace("?&", "?", StringComparison.Ordinal));
        return [.. answer["items"]!.AsArray().OfType<JsonNode>()];
    }

    private static async Task SameAsync(ApiClient api, string path, string hidden, string unknown)
    {
        var answers = new List<string>();
        foreach (var id in new[] { hidden, unknown })
        {
            var answer = await api.GetAsync(string.Format(null, path, id));
            answer.ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
            var body = answer.Json.AsObject();
            body.Remove("traceId");
            answers.Add(body.ToJsonString().Replace(id, "ID", StringComparison.Ordinal));
        }

        answers[0].ShouldBe(answers[1]);
    }
}

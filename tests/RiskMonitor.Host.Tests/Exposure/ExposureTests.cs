using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NodaTime;
using RiskMonitor.Exposure;
using RiskMonitor.Host.Access;
using RiskMonitor.Host.Tests.Http;
using RiskMonitor.Wire;

namespace RiskMonitor.Host.Tests.Exposure;

[Collection(SharedProvince.Name)]
public sealed class ExposureTests(ProvinceFixture host)
{
    public static readonly TheoryData<string> Dimensions = ["lender", "borrower", "guarantor", "jurisdiction", "chip"];

    private string Then => $"validAt=2025-12-31&recordedAt=pos:{host.Filed}";

    [Theory]
    [MemberData(nameof(Dimensions))]
    public async Task Every_cell_is_the_exact_sum_of_the_leaves_that_its_lineage_names(string by)
    {
        using var api = host.As(Role.Auditor);
        var rows = (await api.ReadAsync($"/api/v1/reports/exposure?by={by}&{Then}"))["rows"]!.AsArray();
        rows.ShouldNotBeEmpty();
        foreach (var row in rows)
        {
            var lineage = await api.ReadAsync($"{row!["lineage"]}");
            var cell = lineage["cell"]!;
            var leaves = lineage["leaves"]!.AsArray().Select(placed => placed!["leaf"]!).ToList();

            cell.ToJsonString().ShouldBe(row["cell"]!.ToJsonString());
            Sum(leaves, "debt").ShouldBe(Number(cell["debt"]));
            var (valued, unknown) = (Having(leaves, "valueInUseCentral"), Lacking(leaves, "valueInUseCentral"));
            Sum(unknown, "debt").ShouldBe(Number(cell["inconclusiveDebt"]));
            unknown.Count(leaf => Number(leaf["debt"]) > 0).ShouldBe(cell["inconclusive"]!.GetValue<int>());
            Sum(valued, "valueInUseLow").ShouldBe(Number(cell["valueInUse"]?["low"]));
            Sum(valued, "valueInUseCentral").ShouldBe(Number(cell["valueInUse"]?["central"]));
            Sum(valued, "valueInUseHigh").ShouldBe(Number(cell["valueInUse"]?["high"]));
            Sum(Having(leaves, "valueAppraised"), "valueAppraised").ShouldBe(Number(cell["valueAppraised"]));
            valued.Sum(leaf => Math.Max(Number(leaf["debt"]) - Number(leaf["valueInUseCentral"]), 0m))
                .ShouldBe(Number(cell["unsupportedDebt"]?["central"]));
            Sum(Having(leaves, "commercialHours"), "commercialHours").ShouldBe(Number(cell["commercialHours"]));
            Sum(Having(leaves, "commercialHours"), "installedHours").ShouldBe(Number(cell["installedHours"]));
            Sum(Lacking(leaves, "commercialHours"), "installedHours").ShouldBe(Number(cell["unmeasuredHours"]));
            foreach (var placed in lineage["leaves"]!.AsArray())
            {
                await api.ReadAsync($"{placed!["assessment"]}");
                var cause = (await api.GetAsync($"{placed["cause"]}")).Text.Trim();
                JsonNode.Parse(cause)!["type"].ShouldNotBeNull();
                placed["policy"]!["hash"]!.GetValue<string>().Length.ShouldBe(64);
            }
        }
    }

    [Fact]
    public async Task Every_cell_can_be_computed_outside_from_the_events_alone()
    {
        await host.ReadyAsync();
        var fold = host.Outside;
        await fold.ReadOnAsync(host);
        using var api = host.As(Role.Auditor);
        foreach (var day in new LocalDate[] { new(2024, 12, 31), new(2025, 6, 30), new(2025, 12, 31) })
        {
            foreach (var position in new[] { host.Filed, host.Filed - 10, host.Filed / 2 })
            {
                foreach (var dimension in Enum.GetValues<ExposureDimension>())
                {
                    var by = $"{dimension}".ToLowerInvariant();
                    var at = $"{day:uuuu'-'MM'-'dd}";
                    var told = await api.ReadAsync(
                        $"/api/v1/reports/exposure?by={by}&validAt={at}&recordedAt=pos:{position}");

                    var own = ExposureReport.By(dimension, fold.Leaves(day, position));

                    told["rows"]!.AsArray().Select(row => row!["cell"]!.ToJsonString(Json.Options)).ShouldBe(
                        own.Select(cell => JsonSerializer.Serialize(cell, Json.Options)), $"{by} at {at}, {position}");
                }
            }
        }

        ExposureReport.By(ExposureDimension.Lender, fold.Leaves(new LocalDate(2025, 12, 31), host.Filed)).Count
            .ShouldBe(2);
    }

    [Fact]
    public async Task What_is_inconclusive_is_counted_apart_and_is_no_zero()
    {
        using var api = host.As(Role.Auditor);
        var rows = (await api.ReadAsync($"/api/v1/reports/exposure?by=borrower&{Then}"))["rows"]!.AsArray();

        var unknown = rows.Where(row => row!["cell"]!["inconclusive"]!.GetValue<int>() > 0).ToList();

        unknown.ShouldNotBeEmpty("nobody ever saw the cards of p07");
        foreach (var row in unknown)
        {
            Number(row!["cell"]!["inconclusiveDebt"]).ShouldBeGreaterThan(0m);
            Number(row["cell"]!["inconclusiveDebt"]).ShouldBeLessThanOrEqualTo(Number(row["cell"]!["debt"]));
            if (row["cell"]!["inconclusiveDebt"]!.ToJsonString() == row["cell"]!["debt"]!.ToJsonString())
                row["cell"]!["ltvUse"].ShouldBeNull("there is nothing to divide by");
        }
    }

    [Theory]
    [MemberData(nameof(Dimensions))]
    public async Task The_table_for_spreadsheets_says_the_same(string by)
    {
        using var api = host.As(Role.Auditor);
        var rows = (await api.ReadAsync($"/api/v1/reports/exposure?by={by}&{Then}"))["rows"]!.AsArray();

        var answer = await api.GetAsync($"/api/v1/reports/exposure?by={by}&{Then}&format=csv");

        answer.Media.ShouldBe("text/csv");
        var all = answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        all.TakeWhile(line => line.StartsWith('#')).ShouldContain("# validAt: 2025-12-31");
        all.ShouldContain($"# position: {host.Filed}");
        all.ShouldContain("# complete: false");
        var lines = all.SkipWhile(line => line.StartsWith('#')).ToArray();
        var heading = lines[0].Split(',');
        lines.Length.ShouldBe(rows.Count + 1);
        for (var index = 0; index < rows.Count; index++)
        {
            var fields = lines[index + 1].Split(',');
            fields.Length.ShouldBe(heading.Length);
            var told = heading.Zip(fields).ToDictionary(pair => pair.First, pair => pair.Second);
            var (row, cell) = (rows[index]!, rows[index]!["cell"]!);
            told["key"].ShouldBe($"{cell["key"]}");
            told["currency"].ShouldBe($"{cell["currency"]}");
            told["debt"].ShouldBe($"{cell["debt"]}");
            told["inconclusive_debt"].ShouldBe($"{cell["inconclusiveDebt"]}");
            told["value_appraised"].ShouldBe($"{cell["valueAppraised"]}");
            told["value_in_use_low"].ShouldBe($"{cell["valueInUse"]?["low"]}");
            told["value_in_use_central"].ShouldBe($"{cell["valueInUse"]?["central"]}");
            told["value_in_use_high"].ShouldBe($"{cell["valueInUse"]?["high"]}");
            told["ltv_appraised"].ShouldBe($"{cell["ltvAppraised"]}");
            told["ltv_use_favourable"].ShouldBe($"{cell["ltvUse"]?["favourable"]}");
            told["ltv_use_adverse"].ShouldBe($"{cell["ltvUse"]?["adverse"]}");
            told["unsupported_debt_central"].ShouldBe($"{cell["unsupportedDebt"]?["central"]}");
            told["use"].ShouldBe($"{cell["use"]}");
            told["coverage"].ShouldBe($"{row["coverage"]}");
            told["open_alerts"].ShouldBe($"{row["openAlerts"]}");
        }
    }

    [Fact]
    public async Task Every_answer_says_as_of_when_it_is_true_and_known()
    {
        using var api = host.As(Role.Auditor);
        foreach (var path in new[] { "reports/exposure?by=lender", "assessments/pool/p03?" })
        {
            var query = $"/api/v1/{path}&{Then}".Replace("?&", "?", StringComparison.Ordinal);
            var asOf = (await api.ReadAsync(query))["asOf"]!;

            asOf["validAt"]!.GetValue<string>().ShouldBe("2025-12-31");
            asOf["position"]!.GetValue<long>().ShouldBe(host.Filed);
            asOf["recordedAt"].ShouldNotBeNull();
            asOf["engine"]!.GetValue<string>().ShouldBe(Surveillance.Lookout.EngineVersion);
            asOf["rootHash"]!.GetValue<string>().Length.ShouldBe(64);
            asOf["treeSize"]!.GetValue<long>().ShouldBeGreaterThan(host.Filed, "it vouches for all that is known");
            asOf["askedFor"].ShouldBeNull();
            var policies = asOf["policyVersion"]!.AsArray().Select(policy => $"{policy}").ToList();
            policies.ShouldNotBeEmpty();
            policies.ShouldAllBe(policy => Regex.IsMatch(policy, "^[A-Z0-9-]+@[^#]+#[0-9a-f]{12}$"));
            asOf["complete"]!.GetValue<bool>().ShouldBe(asOf["incomplete"]!.AsArray().Count == 0);
            asOf["openItems"]!.AsArray().ShouldAllBe(item => $"{item}".StartsWith("DQ-"));
        }
    }

    /// <summary>The answer is that of the last closed day, and says so wherever it is read.</summary>
    [Fact]
    public async Task Of_a_day_that_is_not_closed_the_last_closed_one_is_told_and_named()
    {
        using var api = host.As(Role.Regulator, "340000");
        foreach (var path in new[] { "reports/exposure?by=lender&", "assessments/pool/p03?" })
        {
            var known = $"recordedAt=pos:{host.Filed}";
            var last = await api.ReadAsync($"/api/v1/{path}{known}");
            var closed = $"{last["asOf"]!["validAt"]}";

            var answer = await api.ReadAsync($"/api/v1/{path}validAt=2030-01-01&{known}");

            var asOf = answer["asOf"]!;
            $"{asOf["validAt"]}".ShouldBe(closed);
            $"{asOf["askedFor"]}".ShouldBe("2030-01-01");
            asOf["complete"]!.GetValue<bool>().ShouldBeFalse();
            $"{asOf["incomplete"]![0]}".ShouldBe(
                $"2030-01-01 is not closed yet; {closed} is the last day that is.");
            (answer["rows"] ?? answer["indicators"])!.ToJsonString()
                .ShouldBe((last["rows"] ?? last["indicators"])!.ToJsonString());
        }

        var csv = await api.GetAsync("/api/v1/reports/exposure?by=lender&validAt=2030-01-01&format=csv");
        csv.Text.ShouldContain("# askedFor: 2030-01-01\n");
        csv.Text.ShouldContain("# complete: false\n");
    }

    [Theory]
    [InlineData("alerts")]
    [InlineData("incidents")]
    [InlineData("findings")]
    [InlineData("notices")]
    public async Task Lists_say_as_of_when_they_are_true_as_well(string list)
    {
        using var api = host.As(Role.Regulator, "340000");

        var asOf = (await api.ReadAsync($"/api/v1/{list}?recordedAt=pos:{host.Filed}"))["asOf"]!;

        asOf["position"]!.GetValue<long>().ShouldBe(host.Filed);
        asOf["validAt"].ShouldNotBeNull();
        asOf["policyVersion"]!.AsArray().ShouldNotBeEmpty();
        asOf["complete"].ShouldNotBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("/history")]
    [InlineData("/evidence")]
    public async Task What_is_said_of_one_alert_says_as_of_when_it_is_true(string part)
    {
        using var api = host.As(Role.Regulator, "340000");
        var alert = (await api.ReadAsync($"/api/v1/alerts?recordedAt=pos:{host.Filed}"))["items"]![0]!;
        var answer = await api.ReadAsync($"/api/v1/alerts/{alert["id"]}{part}");

        answer["id"]!.ToString().ShouldBe($"{alert["id"]}");
        var asOf = answer["asOf"]!;
        asOf["position"]!.GetValue<long>().ShouldBeGreaterThanOrEqualTo(host.Filed);
        asOf["validAt"].ShouldNotBeNull();
        asOf["engine"]!.GetValue<string>().ShouldBe(Surveillance.Lookout.EngineVersion);
        asOf["policyVersion"]!.AsArray().Count.ShouldBe(1, "the one that judges the alert's place");
        alert["asOf"].ShouldBeNull("a list says it once, of all of them");
    }

    [Fact]
    public async Task Who_may_not_read_findings_is_told_that_there_are_some_and_not_which()
    {
        using var api = host.As(Role.Platform, entity: "lender-a");

        var asOf = (await api.ReadAsync($"/api/v1/reports/exposure?by=lender&{Then}"))["asOf"]!;

        asOf["openItems"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_time_of_recording_and_its_position_are_the_same_question()
    {
        using var api = host.As(Role.Auditor);
        var path = "/api/v1/reports/exposure?by=lender&validAt=2025-12-31&recordedAt=";
        var sealedAt = (await api.ReadAsync($"{path}pos:{host.Filed}"))["asOf"]!["recordedAt"]!.GetValue<string>();

        var byTime = await api.GetAsync($"{path}{WebUtility.UrlEncode(sealedAt)}");

        byTime.Status.ShouldBe(HttpStatusCode.OK, byTime.Text);
        var position = byTime.Json["asOf"]!["position"]!.GetValue<long>();
        (await api.GetAsync($"{path}pos:{position}")).Text.ShouldBe(byTime.Text);
    }

    [Theory]
    [InlineData("pos:1000000000")]
    [InlineData("2099-01-01T00:00:00Z")]
    public async Task Nothing_is_told_of_the_future(string recordedAt)
    {
        using var api = host.As(Role.Auditor);
        foreach (var path in new[] { "reports/exposure?by=chip&validAt=2025-12-31&", "alerts?", "incidents?" })
        {
            (await api.GetAsync($"/api/v1/{path}recordedAt={recordedAt}"))
                .ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "future-as-of");
        }
    }

    private static List<JsonNode> Having(IEnumerable<JsonNode> leaves, string member) =>
        [.. leaves.Where(leaf => leaf[member] is not null)];

    private static List<JsonNode> Lacking(IEnumerable<JsonNode> leaves, string member) =>
        [.. leaves.Where(leaf => leaf[member] is null)];

    private static decimal Sum(IEnumerable<JsonNode> leaves, string member) =>
        leaves.Sum(leaf => Number(leaf[member]));

    /// <summary>What is absent adds nothing.</summary>
    private static decimal Number(JsonNode? text) =>
        text is null ? 0m : decimal.Parse($"{text}", CultureInfo.InvariantCulture);
}

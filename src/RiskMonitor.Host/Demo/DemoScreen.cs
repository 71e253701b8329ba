using System.CommandLine;
using System.Text.Json.Nodes;
using RiskMonitor.Host.Alerts;
using RiskMonitor.Host.Cli;
using RiskMonitor.Host.Exposure;
using RiskMonitor.Host.Incidents;
using Spectre.Console;

namespace RiskMonitor.Host.Demo;

/// <summary>
/// What the demo shows: the real track, the synthetic track, the same report at two positions, what to try.
/// </summary>
public static class DemoScreen
{
    private static readonly string[] QuarterEnds = ["2024-12-31", "2025-03-31", "2025-06-30", "2025-09-30"];

    public static async Task PrintAsync(
        ParseResult parsed, ServerSession session, string folder, long before, long after, TimeSpan elapsed,
        bool stops, CancellationToken ct)
    {
        var quarters = new JsonArray();
        foreach (var day in QuarterEnds)
        {
            quarters.Add(await session.GetAsync($"/api/v1/assessments/party/listed-lessor?validAt={day}", ct));
        }

        var incidents = await session.GetAsync("/api/v1/incidents", ct);
        var alerts = await session.GetAsync("/api/v1/alerts?limit=500", ct);
        var notices = await session.GetAsync("/api/v1/notices", ct);
        var exposures = new JsonArray(
            await session.GetAsync($"/api/v1/reports/exposure?by=lender&recordedAt=pos:{before}", ct),
            await session.GetAsync($"/api/v1/reports/exposure?by=lender&recordedAt=pos:{after}", ct));
        var answer = new JsonObject
        {
            ["listedLessor"] = quarters, ["incidents"] = incidents["items"]!.DeepClone(),
            ["alerts"] = alerts["items"]!.DeepClone(), ["notices"] = notices["items"]!.DeepClone(),
            ["exposures"] = exposures,
        };
        if (Screen.Json(parsed, answer))
        {
            return;
        }

        Screen.Heading("Track A, real: public accounts of a listed lessor");
        Screen.Print(Accounts(quarters));
        Screen.Line(
            "LTV: debt over value. LTV_use: over the value in use, at the best, central and worst end of the "
            + "assumptions. Flips: the yearly fall of rents at which the verdict changes.");
        Screen.Line(
            "On book, leverage barely moves; on use it rises. Whether use carries the debt depends on how fast rents "
            + "fall: the verdict is contested, and honestly so.");

        Screen.Heading("Track B, SYNTHETIC: a province that does not exist");
        IncidentVerbs.Print(incidents["items"]!.AsArray());
        AlertTable.Print(alerts["items"]!.AsArray());
        Screen.Print(Notices(notices["items"]!.AsArray()));
        Screen.Line(
            "Notices are shown and nobody has to work on them. UTIL-IDLE: pledged and hardly sold. COL-OVERLAP: "
            + "two claims on one card, for a reason that is in order so far.");

        Screen.Heading("SYNTHETIC: the same report, before and after one correction");
        foreach (var exposure in exposures)
        {
            ExposureVerb.Print(exposure!);
        }

        var first = alerts["items"]!.AsArray().FirstOrDefault()?["id"]?.GetValue<string>()[..8] ?? "ID";
        var here = $"--data {folder}";
        Screen.Heading(
            $"Filed, sealed and judged in {elapsed.TotalSeconds:N0} s. Try next"
            + (stops ? "" : ", in another terminal"));
        Screen.Line($"  riskmonitor alert {first} {here}");
        Screen.Line($"  riskmonitor exposure --by guarantor --recorded-at pos:{before} {here}");
        Screen.Line($"  riskmonitor assess pool/p03 --valid-at 2025-06-30 {here}");
        Screen.Line($"  riskmonitor replay {here}");
        if (stops)
        {
            Screen.Line("The demo stops now: each of them starts a server of its own on that folder for the moment.");
        }

        Screen.Line("(riskmonitor is: dotnet run --project src/RiskMonitor.Host -- )");
    }

    private static Table Accounts(JsonArray quarters)
    {
        var table = Screen.Table(
            "quarter", "LTV on book", "EBITDA / interest", "LTV_use", "verdict", "flips if price decay");
        foreach (var quarter in quarters)
        {
            var reading = quarter!["readings"]!.AsArray().FirstOrDefault();
            var flip = reading?["flipPoints"]!.AsArray()
                .FirstOrDefault(flip => flip!["input"]!.GetValue<string>() == "price-decay");
            table.AddRow(
                Screen.Text(quarter["asOf"]!["validAt"]),
                Figure(quarter, "LTV_B", 3),
                Figure(quarter, "ICR", 2),
                Interval(quarter, "LTV_use"),
                Screen.Text(reading?["raising"]),
                flip is null ? "–" : FlipTable.Turn(flip));
        }

        return table;
    }

    private static Table Notices(JsonArray notices)
    {
        var table = Screen.Table("notice", "subject", "holds from", "to");
        foreach (var notice in notices)
        {
            if (notice!["withdrawn"]?.GetValue<bool>() != true)
            {
                table.AddRow(
                    Screen.Text(notice["rule"]), Screen.Text(notice["subject"]), Screen.Text(notice["holdsFrom"]),
                    Screen.Text(notice["to"]));
            }
        }

        return table;
    }

    private static JsonNode? Indicator(JsonNode assessment, string name) => assessment["indicators"]!.AsArray()
        .FirstOrDefault(indicator => indicator!["name"]!.GetValue<string>() == name);

    private static string Figure(JsonNode assessment, string name, int decimals) =>
        Indicator(assessment, name) is { } found && found["central"] is { } central
            ? Screen.Number(central, decimals)
            : "unknown";

    private static string Interval(JsonNode assessment, string name) => Indicator(assessment, name) is { } found
        ? $"{Screen.Number(found["low"], 3)} – {Screen.Number(found["central"], 3)} – {Screen.Number(found["high"], 3)}"
        : "unknown";
}

using System.CommandLine;
using System.Text.Json.Nodes;
using RiskMonitor.Host.Cli;
using Spectre.Console;

namespace RiskMonitor.Host.Exposure;

/// <summary><c>riskmonitor exposure</c>: what is at stake, by one dimension, on a day, as known at a time.</summary>
public static class ExposureVerb
{
    public static Command Create()
    {
        var by = new Option<string>("--by")
        {
            Description = "lender, borrower, guarantor, jurisdiction or chip.", DefaultValueFactory = _ => "lender",
        };
        by.AcceptOnlyFromAmong("lender", "borrower", "guarantor", "jurisdiction", "chip");
        var csv = new Option<bool>("--csv") { Description = "Write CSV to standard output." };
        var verb = new Command("exposure", "Debt beside appraised value and value in use.")
        {
            by, csv, CommonOptions.ValidAt, CommonOptions.RecordedAt,
        };
        verb.SetAction(async (parsed, ct) =>
        {
            await using var session = await ServerSession.OpenAsync(parsed, ServerSession.Reading(), ct);
            await session.ReadyAsync(ct);
            var path = "/api/v1/reports/exposure" + Query.Of(
                ("by", parsed.GetValue(by)), ("validAt", parsed.GetValue(CommonOptions.ValidAt)),
                ("recordedAt", parsed.GetValue(CommonOptions.RecordedAt)),
                ("format", parsed.GetValue(csv) ? "csv" : null));
            if (parsed.GetValue(csv))
            {
                Console.Out.Write(await session.Http.GetStringAsync(new Uri(path, UriKind.Relative), ct));
                return ExitCode.Done;
            }

            var answer = await session.GetAsync(path, ct);
            if (!Screen.Json(parsed, answer))
            {
                Print(answer);
            }

            return ExitCode.Done;
        });
        return verb;
    }

    public static void Print(JsonNode answer)
    {
        AsOfLines.Print(answer["asOf"]!);
        Screen.Print(TableOf(answer));
        Screen.Line(
            "V_A: appraised value. V_use: value in use over the band of assumptions. LTV: debt over value; that on use "
            + "without the inconclusive debt. Unsupported: debt beyond the value in use. Use: share of installed "
            + "card-hours that were commercial; coverage: share of them measured. Inconclusive: facilities (debt) of "
            + "unknown value in use. By guarantor: the whole debt of facilities that are guaranteed in part or whole. "
            + "Alerts: those that fire on the row's pools, their deliveries, sites and claims on their cards, and "
            + "those to which its lender, borrower or guarantor is a party; each once in a row.");
    }

    private static Table TableOf(JsonNode answer)
    {
        var table = Screen.Table(
            $"{answer["by"]}", "debt", "V_A", "V_use", "LTV_A", "LTV_use", "unsupported", "use", "coverage",
            "inconclusive", "alerts");
        foreach (var row in answer["rows"]!.AsArray())
        {
            var cell = row!["cell"]!;
            var (use, ltv) = (cell["valueInUse"], cell["ltvUse"]);
            table.AddRow(
                Screen.Text(cell["key"]),
                $"{Screen.Number(cell["debt"], 0)} {Screen.Text(cell["currency"])}",
                Screen.Number(cell["valueAppraised"], 0),
                Screen.Band(use?["low"], use?["high"], 0),
                Screen.Number(cell["ltvAppraised"], 3),
                Screen.Band(ltv?["favourable"], ltv?["adverse"], 3),
                Screen.Number(cell["unsupportedDebt"]?["central"], 0),
                Screen.Number(cell["use"], 3),
                Screen.Number(row["coverage"], 2),
                $"{cell["inconclusive"]} ({Screen.Number(cell["inconclusiveDebt"], 0)})",
                Screen.Text(row["openAlerts"]));
        }

        return table;
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using RiskMonitor.Host.Cli;
using Spectre.Console;

namespace RiskMonitor.Host.Utilization;

/// <summary>What each hour of a pool was, as tables: kinds, what decided them, signals, money that came back.</summary>
internal static class KindsScreen
{
    /// <param name="kinds">As the use endpoint answers; null where the facts could not be computed with.</param>
    public static void Print(JsonNode? kinds)
    {
        if (kinds is null)
        {
            Screen.Line("What each hour was cannot be computed from these facts.");
            return;
        }

        Screen.Heading(
            $"What the {Hours(kinds["hours"])} card-hours were (bounds {kinds["bounds"]}): commercial "
            + Screen.Band(kinds["commercialLow"], kinds["commercialHigh"], 0));
        var table = Screen.Table("kind", "card-hours", "of all", "contract", "state", "because");
        foreach (var kind in kinds["kinds"]!.AsArray())
        {
            table.AddRow(
                Screen.Text(kind!["kind"]), Hours(kind["hours"]), Share(kind["ofHours"]), "", "", "");
            Lines(table, kinds, line => $"{line["kind"]}" == $"{kind["kind"]}");
        }

        table.AddRow("undetermined", Hours(kinds["undetermined"]), "", "", "", "");
        Lines(table, kinds, line => line["kind"] is null);
        Screen.Print(table);
        Signals(kinds);
        RoundTrips(kinds);
        Unified(kinds);
        foreach (var tie in kinds["ties"]!.AsArray())
        {
            Screen.Line(
                $"{tie!["party"]} and {tie["related"]}: {tie["relation"]}"
                + (tie["unites"]!.GetValue<bool>() ? ", one group" : ", shown only"));
        }
    }

    private static void Lines(Table table, JsonNode kinds, Func<JsonNode, bool> which)
    {
        foreach (var line in kinds["lines"]!.AsArray().Where(line => which(line!)))
        {
            var because = string.Join("; ", line!["because"]!.AsArray().Select(word => $"{word}"));
            table.AddRow(
                "", Hours(line["hours"]), "", Screen.Text(line["contract"]), Screen.Text(line["state"]),
                line["reason"] is { } reason
                    ? $"{Screen.Reason(reason)}: {Markup.Escape(because)}"
                    : Markup.Escape(because));
        }
    }

    private static void Signals(JsonNode kinds)
    {
        var table = Screen.Table("signal", "low – high", "bound", "holds", "not known because");
        foreach (var signal in kinds["signals"]!.AsArray())
        {
            table.AddRow(
                Screen.Text(signal!["name"]), Screen.Band(signal["low"], signal["high"], 3),
                Screen.Number(signal["bound"], 2), $"{signal["holds"]} of {signal["of"]}",
                Screen.Reason(signal["missing"]));
        }

        Screen.Print(table);
    }

    private static void RoundTrips(JsonNode kinds)
    {
        foreach (var trip in kinds["roundTrips"]!.AsArray())
        {
            Screen.Line(
                $"{Money(trip!["amount"])} from {trip["payer"]} to {trip["payee"]} on {trip["valueDate"]}: "
                + $"{Share(trip["returned"])} came back"
                + (trip["decided"] is { } decided ? decided.GetValue<bool>() ? ", a round trip" : "" : ", undecided"));
            foreach (var path in trip["paths"]!.AsArray())
            {
                Screen.Line("  " + string.Join(", then ", path!["steps"]!.AsArray().Select(step =>
                    $"{Money(step!["amount"])} {step["payer"]} to {step["payee"]} on {step["valueDate"]} "
                    + $"(position {step["position"]})")));
            }
        }
    }

    private static void Unified(JsonNode kinds)
    {
        var table = Screen.Table(
            "as", "active card-hours", "in hours of an H100", "commercial card-hours", "in hours of an H100",
            "evidence", "not known");
        foreach (var unified in kinds["unified"]!.AsArray())
        {
            table.AddRow(
                Screen.Text(unified!["class"]), Hours(unified["active"]), Band(unified["unifiedActive"]),
                Hours(unified["commercial"]), Band(unified["unifiedCommercial"]), Screen.Text(unified["evidence"]),
                Screen.Reason(unified["missing"]));
        }

        Screen.Print(table);
    }

    private static string Band(JsonNode? band) => band is null
        ? "–"
        : $"{Hours(band["central"])} ({Screen.Band(band["low"], band["high"], 0)})";

    private static string Money(JsonNode? money) => $"{money!["amount"]} {money["currency"]}";

    private static string Hours(JsonNode? hours) => Screen.Number(hours, 0);

    private static string Share(JsonNode? share) => share is null
        ? "–"
        : decimal.Parse(Screen.Plain(share), CultureInfo.InvariantCulture).ToString("P1", CultureInfo.InvariantCulture);
}

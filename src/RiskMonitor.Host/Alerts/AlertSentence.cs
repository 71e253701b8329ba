using System.Globalization;
using System.Text.Json.Nodes;
using RiskMonitor.Host.Cli;

namespace RiskMonitor.Host.Alerts;

/// <summary>One alert in one sentence, for whoever does not know the names of rules and ratios.</summary>
public static class AlertSentence
{
    /// <param name="alert">As the API gives it.</param>
    public static string Of(JsonNode alert) =>
        $"{Subject(alert)}: {What(alert)}{Since(alert)}{Now(alert)}{Work(alert)}";

    private static string Subject(JsonNode alert) => Screen.Plain(alert["subject"]!);

    private static string What(JsonNode alert) => Screen.Plain(alert["rule"]!) switch
    {
        "LEV-DETACH" => Detached(alert),
        "UTIL-IDLE" => $"the cards are paid for and stand idle; they are used at {Low(alert, "UTIL_U")} of capacity",
        "COL-DUP" => $"{Low(alert, "cards claimed twice")} cards are pledged first to two lenders, and nothing filed "
            + "ranks the one behind the other",
        "COL-SUM" => $"first claims stand on {Low(alert, "claims")} cards, and {Low(alert, "census")} were counted",
        "COL-PHANTOM" => Has(alert, "not-delivered")
            ? "money was drawn on cards that were promised and have not come"
            : $"money was drawn on {Low(alert, "cards delivered")} cards that were reported delivered and never seen "
                + "at work",
        var rule => $"{rule} holds",
    };

    private static string Detached(JsonNode alert)
    {
        var debt = Measure(alert, "D") is { } owed
            ? $"the debt of {Screen.Number(owed["low"], 0)} {Screen.Text(owed["unit"])}"
            : "the debt";
        var ratio = Measure(alert, "LTV_use");
        var use = ratio is not null
            ? $"{debt} is {Screen.Band(ratio["low"], ratio["high"], 2)} times what the cards' use is worth"
            : $"{debt} is more than what the cards' use is worth";
        return Measure(alert, "LTV_A") is { } appraised
            ? $"{use}, and {(IsFarBelow(appraised, ratio) ? "only " : "")}"
                + $"{Screen.Number(appraised["low"], 2)} times what they were appraised at"
            : use;
    }

    /// <summary>The appraisal carries the debt, and leverage on it lies below the whole band of leverage on use.
    /// </summary>
    private static bool IsFarBelow(JsonNode appraised, JsonNode? use) =>
        use is not null && Value(appraised["high"]) is { } most && most < 1m && most < Value(use["low"]);

    private static decimal? Value(JsonNode? figure) => figure is not null
        && decimal.TryParse(Screen.Plain(figure), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : figure is null ? null : decimal.MaxValue; // infinite

    private static string Since(JsonNode alert) =>
        alert["holdsFrom"] is { } day ? $", since {Screen.Plain(day)}." : ".";

    private static string Now(JsonNode alert) => Screen.Plain(alert["condition"]!) switch
    {
        "cleared" => " It is over.",
        "withdrawn" => " It was taken back: a later fact made it untrue.",
        _ when alert["unsupportedDebt"] is { } debt =>
            $" {Screen.Number(debt["amount"], 0)} {Screen.Text(debt["currency"])} of debt is not carried by "
            + $"use{(Has(alert, "credit-covered") ? ", though the credit of those who pay covers it" : "")}.",
        _ => "",
    };

    /// <summary>Who of the officers did what last, and when.</summary>
    private static string Work(JsonNode alert)
    {
        if (alert["work"] is not { } work)
        {
            return "";
        }

        var state = Screen.Plain(work["state"]!);
        var by = work["by"] is { } officer ? $" by {Screen.Plain(officer)}" : "";
        var reason = work["reason"] is { } why ? $" as {Screen.Plain(why)}" : "";
        return $" {char.ToUpperInvariant(state[0])}{state[1..]}{reason}{by}, {Screen.Plain(work["at"]!)}.";
    }

    private static bool Has(JsonNode alert, string attribute) =>
        alert["attributes"]!.AsArray().Any(own => Screen.Plain(own!) == attribute);

    private static string Low(JsonNode alert, string name) =>
        Measure(alert, name) is { } measure ? Screen.Figure(measure["low"], measure["unit"]) : "some";

    private static JsonNode? Measure(JsonNode alert, string name) =>
        alert["measured"]!.AsArray().FirstOrDefault(measure => Screen.Plain(measure!["name"]!) == name);
}

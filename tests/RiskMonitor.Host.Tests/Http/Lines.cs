using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using RiskMonitor.Filing;
using RiskMonitor.Market;
using RiskMonitor.Policy;
using RiskMonitor.Surveillance;
using RiskMonitor.Tests;
using RiskMonitor.Units;
using RiskMonitor.Wire;

namespace RiskMonitor.Host.Tests.Http;

/// <summary>Facts as the lines in which reporters file them.</summary>
internal static class Lines
{
    public static readonly string Supervisor = "urn:local:supervisor";

    public static string Of(SealedFact fact) => Of(fact.Id, fact.ValidTime, (IFact)fact.Data);

    public static string Of(FiledId filed, Instant time, IFact fact) => new JsonObject
    {
        ["specversion"] = "1.0",
        ["id"] = filed.Id,
        ["source"] = filed.Source,
        ["type"] = EventCatalogue.NameOf(fact.GetType()),
        ["subject"] = fact.Stream,
        ["time"] = InstantPattern.ExtendedIso.Format(time),
        ["evidence"] = "documented",
        ["data"] = JsonSerializer.SerializeToNode(fact, fact.GetType(), Json.Options),
    }.ToJsonString(Json.Options);

    public static string Of(string source, string id, LocalDate day, IFact fact) =>
        Of(new FiledId(source, id), day.AtMidnight().InUtc().ToInstant() + Duration.FromHours(4), fact);

    /// <summary>A small fact that changes nothing that is judged: a fixing of a series that nobody uses.</summary>
    public static string Fixing(string source, string id, string rate = "7.0123") => Of(
        source, id, new LocalDate(2026, 1, 7),
        new FxFixed(
            SeriesId.Of("unused-usd-cny"), Currency.Of("USD"), Currency.Of("CNY"),
            Ratio.Of(decimal.Parse(rate, System.Globalization.CultureInfo.InvariantCulture))));

    public static IEnumerable<string> Fixings(string source, string series, int count) =>
        Enumerable.Range(0, count).Select(n => Fixing(source, $"{series}-{n}"));

    /// <summary>The default policy, adopted.</summary>
    public static string Policy(string place, LocalDate from)
    {
        var document = JsonSerializer.Deserialize<PolicyDocument>(
            File.ReadAllBytes(Repo.Path("specs/policy/default.json")), Json.Options)!;
        return Of(
            Supervisor, $"policy-{place}", from,
            new PolicyAdopted(
                Jurisdiction.Of(place), document.Version, document, PolicyHash.Of(document), from,
                OfficerId.Of("officer-1"), OfficerId.Of("officer-2")));
    }

    public static string Close(string place, LocalDate day) => Of(
        Supervisor, $"close-{place}-{LocalDatePattern.Iso.Format(day)}", day,
        new ReportingDayClosed(Jurisdiction.Of(place), day, "CN-2024-2026"));
}

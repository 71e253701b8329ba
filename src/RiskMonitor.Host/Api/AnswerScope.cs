using NodaTime;
using RiskMonitor.Host.Access;
using RiskMonitor.Surveillance;

namespace RiskMonitor.Host.Api;

/// <summary>What part of the world an answer is about.</summary>
/// <param name="Place">Where the subject of the answer belongs; null for all that the caller may see.</param>
/// <param name="Subject">As <c>pool/p03</c>; null for all.</param>
public sealed record AnswerScope(Caller Caller, Jurisdiction? Place = null, string? Subject = null)
{
    /// <summary>The places whose closed days the answer depends on, each with its last one.</summary>
    /// <param name="closed">Last closed day of each place that has closed one.</param>
    public IReadOnlyList<(Jurisdiction Place, LocalDate Last)> Closed(IReadOnlyDictionary<string, LocalDate> closed) =>
    [
        .. (Place is { } place ? [place] : closed.Keys.Select(Jurisdiction.Of).Where(Concerns))
            .Select(place => (place, place.Lineage()
                .Select(above => closed.TryGetValue(above.Value, out var day) ? day : (LocalDate?)null).Max()))
            .Where(last => last.Item2 is not null)
            .Select(last => (last.place, last.Item2!.Value)),
    ];

    /// <summary>The last adopted policy of each place, of those that hold on the day; only the nearest of a subject.
    /// </summary>
    /// <param name="adopted">In the order of their adoption within a place.</param>
    public IReadOnlyList<PolicyInForce> InForce(IEnumerable<PolicyInForce> adopted, LocalDate day)
    {
        var last = adopted.Where(policy => policy.EffectiveFrom <= day)
            .GroupBy(policy => policy.Jurisdiction.Value, StringComparer.Ordinal)
            .OrderBy(own => own.Key, StringComparer.Ordinal)
            .Select(own => own.Last()).ToList();
        return Place is { } place
            ? [.. place.Lineage().Select(above => last.Find(policy => policy.Jurisdiction == above))
                .OfType<PolicyInForce>().Take(1)]
            : [.. last.Where(policy => Concerns(policy.Jurisdiction))];
    }

    private bool Concerns(Jurisdiction place) =>
        Caller.Everywhere || Caller.Jurisdictions.Any(own => own.Covers(place) || place.Covers(own));
}

using NodaTime;
using RiskMonitor.Filing;
using RiskMonitor.Surveillance;

namespace RiskMonitor.Tests.Demo;

/// <summary>The files of the demo in one sealed order, each followed by its receipt, without a store.</summary>
internal static class Sealing
{
    public static IReadOnlyList<SealedFact> InOrder(IReadOnlyList<FiledFile> files)
    {
        var facts = new List<SealedFact>();
        var ordinal = 0L;
        foreach (var file in files)
        {
            foreach (var entry in file.Facts)
            {
                facts.Add(At(facts.Count, ordinal++, entry.FiledId, entry.ValidTime, entry.Evidence, entry.Data));
            }

            var receipt = Receipt(file, facts.Count);
            facts.Add(At(
                facts.Count, ordinal, new FiledId(file.Source, $"filing:{file.Name}"), facts[^1].ValidTime,
                Evidence.Documented, receipt)); // a receipt has no ordinal of its own
        }

        return facts;
    }

    private static FilingAccepted Receipt(FiledFile file, int seed) => new(
        file.Source, file.Name, file.Name, seed.ToString("x64", System.Globalization.CultureInfo.InvariantCulture),
        file.Facts.Count, file.Facts.Count, Duplicate: 0, Rejected: 0, file.Facts[0].Id, file.Facts[^1].Id,
        file.Covers is { } kind ? new CoveredPeriod(kind, file.From!.Value, file.To!.Value) : null);

    /// <summary>All is sealed in February 2026, a second apart: nothing that is judged depends on it.</summary>
    private static SealedFact At(
        int position, long ordinal, FiledId id, Instant valid, Evidence evidence, object data)
    {
        var now = Instant.FromUtc(2026, 2, 2, 0, 0) + Duration.FromSeconds(position);
        return new SealedFact(position, ordinal, now, now, id, valid, evidence, data);
    }
}

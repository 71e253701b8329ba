using NodaTime;
using RiskMonitor.Lending;
using RiskMonitor.Units;
using RiskMonitor.Valuation;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>What a pool was appraised at, by appraisals and borrowing-base certificates.</summary>
internal sealed class Appraisals
{
    private readonly List<Entry> entries = [];

    public Appraisals(Knowledge knowledge, PoolId pool, DateTimeZone zone)
    {
        var key = $"pool/{pool}";
        var withdrawn = new Dictionary<string, LocalDate>(StringComparer.Ordinal);
        foreach (var withdrawal in knowledge.About<AppraisalWithdrawn>(key))
        {
            withdrawn.TryAdd(withdrawal.Data.Appraisal.Value, withdrawal.ValidTime.InZone(zone).Date);
        }

        foreach (var appraisal in knowledge.About<AppraisalReported>(key))
        {
            var data = appraisal.Data;
            entries.Add(new Entry(
                data.ValuationDate, appraisal.Position, data.Value, data.EngagedBy.Value,
                withdrawn.TryGetValue(data.Appraisal.Value, out var day) ? day : LocalDate.MaxIsoValue,
                IsCertificate: false));
        }

        foreach (var certificate in knowledge.About<FacilityCertified>(key))
        {
            if (Eligible(certificate.Data, pool) is { } value
                && knowledge.About<FacilityOpened>($"facility/{certificate.Data.Facility}") is { Count: > 0 } opened)
            {
                entries.Add(new Entry(
                    certificate.ValidTime.InZone(zone).Date, certificate.Position, value,
                    opened[^1].Data.Lender.Value, LocalDate.MaxIsoValue, IsCertificate: true));
            }
        }

        entries.Sort((left, right) => left.Valued != right.Valued
            ? left.Valued.CompareTo(right.Valued)
            : left.Position.CompareTo(right.Position));
    }

    /// <summary>The newest valuation that stands on the day, of those that one of these parties engaged.</summary>
    /// <param name="engagers">Empty: whoever engaged it.</param>
    public Entry? At(LocalDate day, ICollection<string> engagers)
    {
        for (var index = entries.Count - 1; index >= 0; index--)
        {
            var entry = entries[index];
            if (entry.Valued <= day && entry.Withdrawn > day
                && (engagers.Count == 0 || engagers.Contains(entry.EngagedBy)))
            {
                return entry;
            }
        }

        return null;
    }

    /// <summary>The last appraisal proper that was valid on the day: a certificate splits no facility.</summary>
    public Entry? AppraisalAt(LocalDate day)
    {
        for (var index = entries.Count - 1; index >= 0; index--)
        {
            if (entries[index] is { IsCertificate: false } entry && entry.Valued <= day && entry.Withdrawn > day)
            {
                return entry;
            }
        }

        return null;
    }

    private static Money? Eligible(FacilityCertified certificate, PoolId pool)
    {
        Money? value = null;
        foreach (var line in certificate.Eligible)
        {
            if (line.Pool == pool)
            {
                value = value is null ? line.GrossEligibleValue : value + line.GrossEligibleValue;
            }
        }

        return value;
    }

    /// <param name="Withdrawn">First day on which it does not stand any more.</param>
    internal sealed record Entry(
        LocalDate Valued, long Position, Money Value, string EngagedBy, LocalDate Withdrawn, bool IsCertificate);
}

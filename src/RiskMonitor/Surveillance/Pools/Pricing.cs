using RiskMonitor.Policy;
using RiskMonitor.Valuation;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>The kept numeric tables of one policy, by chip.</summary>
internal sealed class Pricing
{
    private readonly Dictionary<string, ChipTables?> byChip = new(StringComparer.Ordinal);
    private PolicyInForce? policy;

    /// <summary>Null where the policy says nothing of the chip.</summary>
    public ChipTables? Of(ChipModel chip, PolicyInForce asked)
    {
        if (!ReferenceEquals(policy, asked))
        {
            byChip.Clear();
            policy = asked;
        }

        if (!byChip.TryGetValue(chip.Value, out var tables))
        {
            byChip.Add(chip.Value, tables = Read(chip, asked.Document));
        }

        return tables;
    }

    private static ChipTables? Read(ChipModel chip, PolicyDocument document)
    {
        foreach (var known in document.Chips)
        {
            if (known.Chip == chip)
            {
                var valuation = document.Valuation;
                return new ChipTables(
                    known,
                    new UseValuation(new Assumptions(
                        Band(valuation.PriceDecay),
                        Band(valuation.DiscountRate),
                        Band(valuation.ResidualFactor),
                        new LifeBand(
                            known.EconomicLifeMonths.Low, known.EconomicLifeMonths.Central,
                            known.EconomicLifeMonths.High),
                        Band(valuation.ReLetting),
                        valuation.LifeCapMonths.Value)),
                    new ResidualCurve([
                        .. known.ResidualCurve.Select(knot => new CurveKnot(knot.AgeMonths, knot.ShareOfCost))]));
            }
        }

        return null;
    }

    private static AssumptionBand Band(RatioBand band) => new(band.Low, band.Central, band.High);
}

internal sealed record ChipTables(ChipPolicy Policy, UseValuation Valuation, ResidualCurve Residual);

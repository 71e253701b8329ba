using NodaTime;
using RiskMonitor.Alerts;
using RiskMonitor.Units;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>
/// A pool's figures split over its creditors by their debt, so that the leaves add up to them exactly.
/// </summary>
/// <remarks>
/// Money is first rounded to minor units, hours to hundredths; the remainder goes by largest remainder. Where nobody
/// is owed anything, one leaf without a facility holds everything. A recharacterised prepayment is a leaf without a
/// facility whose lender is the buyer who paid ahead.
/// </remarks>
internal static class Leaves
{
    public static Sequence<ExposureLeaf> Of(PoolFigures figures)
    {
        var slices = figures.Slices;
        if (slices.Count == 0)
        {
            return [Leaf(figures, slice: null, new Parts(figures, [1m]), 0)];
        }

        var weights = new decimal[slices.Count];
        for (var index = 0; index < weights.Length; index++)
        {
            weights[index] = slices[index].Debt;
        }

        var parts = new Parts(figures, weights);
        var leaves = new ExposureLeaf[slices.Count];
        for (var index = 0; index < leaves.Length; index++)
        {
            leaves[index] = Leaf(figures, slices[index], parts, index);
        }

        return Sequence.Of<ExposureLeaf>(leaves);
    }

    /// <summary>What is owed where nothing else could be computed: no value and no hours, for that reason.</summary>
    public static Sequence<ExposureLeaf> Unvalued(
        PoolState pool, IReadOnlyList<Slice> slices, LocalDate day, Reason why)
    {
        Slice?[] creditors = slices.Count == 0 ? [null] : [.. slices];
        return [.. creditors.Select(slice => new ExposureLeaf(
            slice?.Loan?.Id,
            pool.Id,
            slice?.Lender,
            slice is null ? pool.OwnerOn(day) : slice.Borrower,
            slice?.Loan is { } loan ? loan.GuarantorsAt(day) : [],
            pool.Registered!.Jurisdiction,
            pool.Registered.Chip,
            pool.Currency,
            slice?.Debt ?? 0m,
            ValueAppraised: null,
            ValueInUseLow: null,
            ValueInUseCentral: null,
            ValueInUseHigh: null,
            CommercialHours: null,
            InstalledHours: null,
            Doubt.First(slice?.Missing, why)))];
    }

    private static ExposureLeaf Leaf(PoolFigures figures, Slice? slice, Parts parts, int index) => new(
        slice?.Loan?.Id,
        figures.Pool.Id,
        slice?.Lender,
        slice is null ? figures.Pool.OwnerOn(figures.Day) : slice.Borrower,
        slice?.Loan is { } loan ? loan.GuarantorsAt(figures.Day) : [],
        figures.Pool.Registered!.Jurisdiction,
        figures.Pool.Registered.Chip,
        figures.Currency,
        slice?.Debt ?? 0m,
        parts.Appraised?[index],
        parts.Low?[index],
        parts.Central?[index],
        parts.High?[index],
        parts.Commercial is { } used ? new CardHours(used[index]) : null,
        parts.Installed is { } installed ? new CardHours(installed[index]) : null,
        Doubt.First(slice?.Missing, figures.InUse.Missing));

    private readonly struct Parts
    {
        public Parts(PoolFigures figures, decimal[] weights)
        {
            Appraised = figures.Appraised.Is ? Split(figures.Appraised.Value, weights) : null;
            if (figures.InUse.Is)
            {
                Low = Split(figures.InUse.Low, weights);
                Central = Split(figures.InUse.Central, weights);
                High = Split(figures.InUse.High, weights);
            }

            var (installed, commercial) = SettledUse.Of(figures);
            Commercial = commercial is { } used ? Split(used, weights) : null;
            Installed = Split(installed, weights);
        }

        public decimal[]? Appraised { get; }

        public decimal[]? Low { get; }

        public decimal[]? Central { get; }

        public decimal[]? High { get; }

        public decimal[]? Commercial { get; }

        public decimal[]? Installed { get; }

        private static decimal[] Split(decimal amount, decimal[] weights) =>
            Shares.Split(decimal.Round(amount, 2, MidpointRounding.AwayFromZero), weights);
    }
}

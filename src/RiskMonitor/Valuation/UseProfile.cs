using RiskMonitor.Analytics;

namespace RiskMonitor.Valuation;

/// <summary>The monthly revenue of a pool as a step function: it changes only where a contract ends.</summary>
/// <remarks>
/// Between two such months rev_t·q = N·h·q·[Σ s·k·p + m·p_0·(1−g)^(t/12)] with a constant sum and a constant
/// merchant share m = min(u_m + ρ·E, 1 − S), so the present value of a step is two products with kept annuities.
/// Shares are added as decimals: their sum does not depend on the order of the contracts.
/// </remarks>
internal sealed class UseProfile
{
    private const decimal HoursPerMonth = 730m;
    private const int OnStack = 64;

    private readonly int[] lastMonths; // of each step, rising; the last step has no end
    private readonly double[] committed; // Σ s·k·p, three ends for each step
    private readonly double[] ended; // E
    private readonly double[] free; // 1 − S
    private readonly double collectedHours; // N·h·q
    private readonly double price;

    public UseProfile(UseCase useCase, bool inCredit)
    {
        var backStops = inCredit ? useCase.BackStops.Count : 0;
        lastMonths = Steps(useCase, backStops);
        committed = new double[3 * lastMonths.Length];
        ended = new double[lastMonths.Length];
        free = new double[lastMonths.Length];
        collectedHours = (double)(useCase.Cards * HoursPerMonth * useCase.Collected.Value);
        price = (double)useCase.Price.Amount;
        for (var step = 0; step < lastMonths.Length; step++)
        {
            Fill(step, useCase, inCredit, backStops);
        }
    }

    /// <summary>Σ rev_t·q discounted over months 1 to the horizon.</summary>
    public double PresentValue(AnnuityTable table, int horizon, double reLetting, double merchantUse, End use)
    {
        var sum = 0.0;
        var after = 0;
        for (var step = 0; after < horizon; step++)
        {
            var to = Math.Min(lastMonths[step], horizon);
            var merchant = Math.Min(merchantUse + (reLetting * ended[step]), free[step]);
            sum += (committed[(3 * step) + (int)use] * table.Level(after, to))
                + (merchant * price * table.Decaying(after, to));
            after = to;
        }

        return collectedHours * sum;
    }

    private void Fill(int step, UseCase useCase, bool inCredit, int backStops)
    {
        var (low, central, high, running, over) = (0m, 0m, 0m, 0m, 0m);
        for (var index = 0; index < useCase.Contracts.Count; index++)
        {
            var contract = useCase.Contracts[index];
            var share = contract.Share.Value;
            if (contract.LastMonth < lastMonths[step])
            {
                over += share;
                continue;
            }

            var income = share * contract.Price.Amount;
            var paid = inCredit ? contract.PaidUse.Value : 0m; // a lender is paid whether anybody used the hours or not
            running += share;
            low += income * Math.Max(contract.Use.Low.Value, paid);
            central += income * Math.Max(contract.Use.Central.Value, paid);
            high += income * Math.Max(contract.Use.High.Value, paid);
        }

        for (var index = 0; index < backStops; index++)
        {
            var backStop = useCase.BackStops[index];
            if (backStop.LastMonth >= lastMonths[step])
            {
                var income = backStop.Share.Value * backStop.Price.Amount;
                running += backStop.Share.Value;
                (low, central, high) = (low + income, central + income, high + income);
            }
        }

        (ended[step], free[step]) = ((double)over, (double)(1m - running));
        (committed[3 * step], committed[(3 * step) + 1], committed[(3 * step) + 2]) =
            ((double)low, (double)central, (double)high);
    }

    /// <summary>The distinct last months in rising order, and one step after them.</summary>
    private static int[] Steps(UseCase useCase, int backStops)
    {
        var ends = useCase.Contracts.Count + backStops + 1;
        var months = ends <= OnStack ? stackalloc int[ends] : new int[ends];
        for (var index = 0; index < useCase.Contracts.Count; index++)
        {
            months[index] = useCase.Contracts[index].LastMonth;
        }

        for (var index = 0; index < backStops; index++)
        {
            months[useCase.Contracts.Count + index] = useCase.BackStops[index].LastMonth;
        }

        months[^1] = int.MaxValue;
        months.Sort();
        var kept = 0;
        foreach (var month in months)
        {
            if (kept == 0 || months[kept - 1] != month)
            {
                months[kept++] = month;
            }
        }

        return months[..kept].ToArray();
    }
}

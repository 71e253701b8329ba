using RiskMonitor.Units;
using RiskMonitor.Valuation;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>
/// The ratios of specs/indicators.md, 3, from sums in one currency: of a pool, a facility or a group.
/// </summary>
internal static class RatioLines
{
    public static void Leverage(IndicatorList list, string name, Known debt, Known value) =>
        Leverage(list, name, debt, Whole(value));

    public static void Leverage(IndicatorList list, string name, Known debt, Spread value)
    {
        if (Doubt.First(debt.Missing, value.Missing) is { } missing)
        {
            list.AddMissing(name, "ratio", missing);
            return;
        }

        var best = Valuation.Leverage.Of(debt.Value, value.High);
        var central = value.Central == value.High ? best : Valuation.Leverage.Of(debt.Value, value.Central);
        var worst = value.Low == value.Central ? central : Valuation.Leverage.Of(debt.Value, value.Low);
        list.Add(name, best, central, worst);
    }

    /// <summary>1 − V_use / V_A. The high end of the value is the low end of the detachment.</summary>
    public static void Detachment(IndicatorList list, Spread inUse, Known appraised)
    {
        if (Doubt.First(inUse.Missing, appraised.Missing) is { } missing)
        {
            list.AddMissing("Detachment", "ratio", missing);
        }
        else if (appraised.Value <= 0m)
        {
            list.AddNotApplicable("Detachment", "ratio");
        }
        else
        {
            list.Add("Detachment", "ratio", new Spread(
                Of(inUse.High), Of(inUse.Central), Of(inUse.Low), Missing: null));
        }

        decimal Of(decimal value) => Doubt.Rounded(1m - (value / appraised.Value));
    }

    public static void Gap(IndicatorList list, Known debt, Spread inUse, Known appraised)
    {
        var onAppraisal = Valuation.Leverage.Of(debt.Value, appraised.Value);
        if (Doubt.First(Doubt.First(debt.Missing, inUse.Missing), appraised.Missing) is { } missing)
        {
            list.AddMissing("Gap", "ratio", missing);
        }
        else if (Of(inUse.High) is { } low && Of(inUse.Central) is { } central && Of(inUse.Low) is { } high)
        {
            list.Add("Gap", low, central, high);
        }
        else
        {
            list.AddNotApplicable("Gap", "ratio");
        }

        Leverage? Of(decimal value) => Valuation.Leverage.Of(debt.Value, value).Over(onAppraisal);
    }

    public static void Unsupported(IndicatorList list, Known debt, Spread inUse, Currency currency)
    {
        if (Doubt.First(debt.Missing, debt is { Is: true, Value: 0m } ? null : inUse.Missing) is { } missing)
        {
            list.AddMissing("UnsupportedDebt", currency.Value, missing);
            return;
        }

        list.Add("UnsupportedDebt", currency.Value, new Spread(
            Math.Max(debt.Value - inUse.High, 0m),
            Math.Max(debt.Value - inUse.Central, 0m),
            Math.Max(debt.Value - inUse.Low, 0m),
            Missing: null));
    }

    /// <summary>Cash flow over what falls due; not applicable where nothing does.</summary>
    public static void Cover(IndicatorList list, string name, Known cash, Known due)
    {
        if (Doubt.First(cash.Missing, due.Missing) is { } missing)
        {
            list.AddMissing(name, "ratio", missing);
        }
        else if (due.Value <= 0m)
        {
            list.AddNotApplicable(name, "ratio");
        }
        else
        {
            list.Add(name, "ratio", Known.Of(Doubt.Rounded(cash.Value / due.Value)));
        }
    }

    private static Spread Whole(Known value) =>
        value.Is ? Spread.Of(value.Value) : Spread.Not(value.Missing!);
}

using RiskMonitor.Units;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>Quantities and ratios of a facility, a borrower or a group, in the order of their names.</summary>
internal static class StakeIndicators
{
    public static Sequence<Indicator> Of(Stake stake, Currency currency, IndicatorList list)
    {
        var money = currency.Value;
        list.Add("C", "card-hours", stake.Active);
        list.Add("CF", money, stake.CashFlow);
        list.Add("D", money, stake.Debt);
        list.Add("DS", money, stake.DebtService);
        RatioLines.Cover(list, "DSCR", stake.CashFlow, stake.DebtService);
        RatioLines.Detachment(list, stake.InUse, stake.Appraised);
        RatioLines.Gap(list, stake.Debt, stake.InUse, stake.Appraised);
        list.Add("H", "card-hours", stake.Installed);
        RatioLines.Cover(list, "ICR", stake.CashFlow, stake.Interest);
        list.Add("INT", money, stake.Interest);
        RatioLines.Leverage(list, "LTV_A", stake.Debt, stake.Appraised);
        RatioLines.Leverage(list, "LTV_B", stake.Debt, stake.Book);
        RatioLines.Leverage(list, "LTV_credit", stake.Debt, stake.InCredit);
        RatioLines.Leverage(list, "LTV_use", stake.Debt, stake.InUse);
        list.Add("N", "cards", Known.Of(Doubt.Rounded(stake.Cards)));
        list.Add("U", "card-hours", stake.Commercial);
        list.AddShare("UTIL_C", Share(stake.Active, stake.Installed));
        list.AddShare("UTIL_U", Share(stake.Commercial, stake.Installed));
        RatioLines.Unsupported(list, stake.Debt, stake.InUse, currency);
        list.Add("V_A", money, stake.Appraised);
        list.Add("V_B", money, stake.Book);
        list.Add("V_credit", money, stake.InCredit);
        list.Add("V_use", money, stake.InUse);
        return list.Done();
    }

    private static Spread? Share(Known hours, Known installed) =>
        Share(new Spread(hours.Value, hours.Value, hours.Value, hours.Missing), installed);

    private static Spread? Share(Spread hours, Known installed) =>
        Doubt.First(hours.Missing, installed.Missing) is { } missing ? Spread.Not(missing)
        : installed.Value <= 0m ? null
        : new Spread(
            Doubt.Rounded(hours.Low / installed.Value),
            Doubt.Rounded(hours.Central / installed.Value),
            Doubt.Rounded(hours.High / installed.Value),
            Missing: null);
}

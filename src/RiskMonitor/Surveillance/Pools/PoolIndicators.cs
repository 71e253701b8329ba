namespace RiskMonitor.Surveillance.Pools;

/// <summary>Every quantity and ratio of a pool by name, in the order of the names.</summary>
internal static class PoolIndicators
{
    private static readonly string Hours = "card-hours";

    public static Sequence<Indicator> Of(
        PoolFigures figures, PolicyInForce policy, IndicatorList list)
    {
        var money = figures.Currency.Value;
        var (window, longer, currency) = (figures.Window, figures.LongWindow, figures.Currency);
        list.Add("A", Hours, window.Allocated);
        list.Add("B", Hours, window.Billed);
        list.Add("C", Hours, window.Active);
        list.Add("CF", money, figures.CashFlow);
        Coverage.Add(list, figures, policy);
        list.Add("D", money, figures.Debt);
        list.Add("DS", money, figures.DebtService);
        RatioLines.Cover(list, "DSCR", figures.CashFlow, figures.DebtService);
        RatioLines.Detachment(list, figures.InUse, figures.Appraised);
        RatioLines.Gap(list, figures.Debt, figures.InUse, figures.Appraised);
        list.Add("H", Hours, window.Installed);
        RatioLines.Cover(list, "ICR", figures.CashFlow, figures.Interest);
        list.Add("INT", money, figures.Interest);
        RatioLines.Leverage(list, "LTV_A", figures.Debt, figures.Appraised);
        RatioLines.Leverage(list, "LTV_B", figures.Debt, figures.Book);
        RatioLines.Leverage(list, "LTV_credit", figures.Debt, figures.InCredit);
        RatioLines.Leverage(list, "LTV_use", figures.Debt, figures.InUse);
        list.Add("N", "cards", Known.Of(figures.Cards));
        list.Add("O", money, figures.OperatingCost);
        list.Add("P", Hours, window.Paid);
        list.Add("R", Hours, window.ReservedIdle);
        list.Add("U", Hours, window.Commercial);
        AddShares(list, "UTIL_A", "UTIL_A_90", window.Share(window.Allocated), longer.Share(longer.Allocated));
        AddShares(list, "UTIL_B", "UTIL_B_90", window.Share(window.Billed), longer.Share(longer.Billed));
        AddShares(list, "UTIL_C", "UTIL_C_90", window.Share(window.Active), longer.Share(longer.Active));
        AddShares(list, "UTIL_P", "UTIL_P_90", window.Share(window.Paid), longer.Share(longer.Paid));
        AddShares(list, "UTIL_U", "UTIL_U_90", window.CommercialShare, longer.CommercialShare);
        RatioLines.Unsupported(list, figures.Debt, figures.InUse, currency);
        list.Add("V_A", money, figures.Appraised);
        list.Add("V_B", money, figures.Book);
        list.Add("V_credit", money, figures.InCredit);
        list.Add("V_disposal", money, figures.InDisposal);
        list.Add("V_use", money, figures.InUse);
        list.Add("Z", Hours, window.BackStopped);
        list.Add("p_0", money, figures.Price);
        list.Add("q", "ratio", figures.Collected);
        list.Add("u_m", "ratio", figures.MerchantUse);
        return list.Done();
    }

    private static void AddShares(IndicatorList list, string name, string longName, Spread? share, Spread? longShare)
    {
        list.AddShare(name, share);
        list.AddShare(longName, longShare);
    }
}

namespace RiskMonitor.Host.Exposure;

/// <summary>How each column of a cell follows from its leaves.</summary>
public static class ExposureFormulas
{
    public static readonly IReadOnlyDictionary<string, string> All = new SortedDictionary<string, string>(
        StringComparer.Ordinal)
    {
        ["debt"] = "Σ debt of the leaves",
        ["inconclusiveDebt"] = "Σ debt of the leaves whose value in use is not known",
        ["valueAppraised"] = "Σ V_A of the leaves that have one",
        ["valueInUse"] = "Σ V_use of the leaves that have one: low, central, high",
        ["ltvAppraised"] = "Σ debt / Σ V_A over the leaves with V_A",
        ["ltvUse"] = "Σ debt / Σ V_use over the leaves with V_use: at the high, central and low end of V_use",
        ["unsupportedDebt"] = "Σ max(D − V_use, 0) over the leaves with V_use",
        ["use"] = "Σ commercial / Σ installed card-hours of the three newest settled months, where use is known",
        ["openAlerts"] = "alerts that fire, as known then, on a pool of the leaves, its delivery, its site or claims "
            + "on its cards; by lender, borrower or guarantor also those to which it is a party; each once",
    };
}

namespace RiskMonitor.Valuation;

/// <summary>What V_use rests on and nobody observes. The order is the one in which a doubt is attributed.</summary>
/// <remarks>Wire names are the kebab-case of the members: <c>price-decay</c>, <c>discount-rate</c>, …</remarks>
public enum Assumption
{
    /// <summary>g, the yearly fall of what a card-hour fetches.</summary>
    PriceDecay,

    /// <summary>r, yearly.</summary>
    DiscountRate,

    /// <summary>The factor on the residual share of the policy's curve.</summary>
    ResidualValue,

    /// <summary>Months from first commissioning; moves both the horizon and the residual value at its end.</summary>
    EconomicLife,

    /// <summary>ρ, the use that follows on capacity whose contract has ended.</summary>
    ReLetting,

    /// <summary>Hours that cannot be told commercial or not: u_m and the k_j.</summary>
    UndeterminedUse,
}

/// <summary>The names under which a doubt is reported.</summary>
public static class AssumptionNames
{
    extension(Assumption assumption)
    {
        /// <summary>As in <c>contested(price-decay)</c>.</summary>
        public string WireName => assumption switch
        {
            Assumption.PriceDecay => "price-decay",
            Assumption.DiscountRate => "discount-rate",
            Assumption.ResidualValue => "residual-value",
            Assumption.EconomicLife => "economic-life",
            Assumption.ReLetting => "re-letting",
            Assumption.UndeterminedUse => "undetermined-use",
            _ => throw new ArgumentOutOfRangeException(nameof(assumption), assumption, "No such assumption."),
        };
    }
}

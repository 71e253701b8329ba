using RiskMonitor.Analytics;
using RiskMonitor.Units;

namespace RiskMonitor.Valuation;

/// <summary>
/// Debt over value: a ratio of twelve significant digits, or +∞ where there is debt and no value at all.
/// </summary>
/// <remarks>Without debt it is 0 whatever the value: there is nothing that would have to be carried.</remarks>
public readonly record struct Leverage
{
    private readonly Ratio finite;

    private Leverage(Ratio finite, bool infinite) => (this.finite, IsInfinite) = (finite, infinite);

    public static Leverage Infinite => new(default, infinite: true);

    public bool IsInfinite { get; }

    /// <summary>Null for +∞.</summary>
    public Ratio? Value => IsInfinite ? null : finite;

    /// <summary>As it is shown and stored.</summary>
    public Figure Figure => IsInfinite ? Figure.Infinite : Figure.Of(finite);

    /// <summary>Loan-to-value for one notion of value.</summary>
    public static Leverage Of(Money debt, Money value) => debt.Currency == value.Currency
        ? Of(debt.Amount, value.Amount)
        : throw new InvalidOperationException($"{debt} over {value}: convert with a dated rate first.");

    /// <summary>Both in one currency.</summary>
    internal static Leverage Of(decimal debt, decimal value) => (debt, value) switch
    {
        ( <= 0m, <= 0m) or (0m, _) => default,
        ( > 0m, <= 0m) => Infinite,
        _ => Of(new Ratio(debt / value)),
    };

    public static Leverage Of(Ratio finite) => new(Round(finite), infinite: false);

    public static bool operator >=(Leverage left, Ratio right) => left.IsInfinite || left.finite >= right;

    public static bool operator <=(Leverage left, Ratio right) => !left.IsInfinite && left.finite <= right;

    /// <summary>Gap. Null where it has no meaning because what is taken away is +∞ itself.</summary>
    public Leverage? Over(Leverage other) => other.IsInfinite ? null
        : IsInfinite ? Infinite
        : Of(finite - other.finite);

    public override string ToString() => IsInfinite ? "infinite" : finite.ToString();

    private static Ratio Round(Ratio ratio) => new(Significant.Round12(ratio.Value));
}

/// <summary>Leverage over a band of values: the favourable end is the least.</summary>
public sealed record LeverageBand(Leverage Favourable, Leverage Central, Leverage Adverse)
{
    public override string ToString() => $"{Favourable}, {Central}, {Adverse}";
}

using System.Runtime.CompilerServices;
using RiskMonitor.Units;

namespace RiskMonitor.Valuation;

/// <summary>Ranges outside of which the formulas mean nothing. Whoever builds an input keeps to them.</summary>
internal static class Require
{
    public static AssumptionBand Within(AssumptionBand band, decimal least, decimal most, string name) =>
        band.Low.Value >= least && band.High.Value <= most
            ? band
            : throw new ArgumentException($"{name} is within {least} and {most}, not {band}.", name);

    public static Ratio Within(Ratio value, decimal least, decimal most, string name) =>
        value.Value >= least && value.Value <= most
            ? value
            : throw new ArgumentException($"{name} is within {least} and {most}, not {value}.", name);

    public static Money NotNegative(Money money, string name) => money.Amount >= 0m
        ? money
        : throw new ArgumentException($"{name} is not negative, but was {money}.", name);

    public static int NotNegative(int value, string name) => value >= 0
        ? value
        : throw new ArgumentException($"{name} is not negative, but was {value}.", name);

    public static Money In(
        Money money, Currency currency, [CallerArgumentExpression(nameof(money))] string name = "") =>
        money.Currency == currency
            ? money
            : throw new ArgumentException($"{name} is in {money.Currency}, the pool's prices in {currency}.", name);
}

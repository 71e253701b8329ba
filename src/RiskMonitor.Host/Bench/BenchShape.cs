using System.Globalization;

namespace RiskMonitor.Host.Bench;

/// <summary>How large the made-up province is that everything is measured on.</summary>
/// <param name="Pools">Pools, each with a facility, a lien, a contract, an owner and eight cards.</param>
/// <param name="Months">Months of daily use blocks of 24 windows, bills, payments and costs.</param>
public sealed record BenchShape(int Pools, int Months)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Pools} pools × {Months} months: monthly bills, payments and costs, daily use blocks of 24 windows");
}

using RiskMonitor.Units;

namespace RiskMonitor.Surveillance.Kinds;

/// <summary>What one card draws, without its server and hall, and what a token costs it.</summary>
/// <param name="Idle">Watts while nothing runs.</param>
/// <param name="Active">Watts while its engine is active.</param>
/// <param name="JoulesPerToken">Of an output token, fifth to ninety-fifth percentile over models; null: not measured.
/// </param>
/// <param name="Evidence">A measured by others than the vendor, C a share of the board's design power.</param>
public sealed record ChipPower(
    ChipModel Chip, RatioRange Idle, RatioRange Active, RatioRange? JoulesPerToken, string Evidence, string Source)
{
    private static readonly decimal[] ShareIdle = [0.1m, 0.2m];
    private static readonly decimal[] ShareActive = [0.5m, 1m];

    /// <summary>In the order of specs/use-kinds.md. A chip that is not here has no expected energy.</summary>
    public static readonly Sequence<ChipPower> All =
    [
        new(ChipModel.Of("A100 SXM 80GB"), Between(60m, 80m), Between(291m, 404m), null, "A",
            "Acme traces, 2023: power p10, p25 and p75, p90"),
        new(ChipModel.Of("H100 SXM 80GB"), Between(70m, 140m), Between(346m, 648m), Between(0.09m, 5.3m), "A",
            "ML.ENERGY, serving, p5 and p95; idle as a share of 700 W"),
        Designed("H800 SXM", 700m),
        Designed("H200 SXM", 700m),
        Designed("H20 96GB", 400m),
        new(ChipModel.Of("B200 HGX"), Between(100m, 200m), Between(371m, 959m), Between(0.06m, 8.6m), "A",
            "ML.ENERGY, serving, p5 and p95; idle as a share of 1,000 W"),
        Designed("Ascend 910B3", 400m),
        Designed("Ascend 910C", 700m),
    ];

    /// <summary>Null where nobody has filed how much it draws.</summary>
    public static ChipPower? Of(ChipModel chip)
    {
        foreach (var power in All)
        {
            if (power.Chip == chip)
            {
                return power;
            }
        }

        return null;
    }

    private static ChipPower Designed(string chip, decimal watts) => new(
        ChipModel.Of(chip), Between(watts * ShareIdle[0], watts * ShareIdle[1]),
        Between(watts * ShareActive[0], watts * ShareActive[1]), null, "C",
        FormattableString.Invariant($"0.1 to 0.2 and 0.5 to 1 of {watts} W"));

    private static RatioRange Between(decimal low, decimal high) => new(new Ratio(low), new Ratio(high));
}

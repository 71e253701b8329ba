namespace RiskMonitor.Chips;

/// <summary>What is known of one chip, per card as it is counted and not per die (specs/chips.md).</summary>
/// <param name="MemoryGigabytes">Of the card.</param>
/// <param name="BandwidthTerabytes">To that memory, a second; null where nobody says.</param>
/// <param name="Bf16">Dense TFLOPS in BF16, never with sparsity; null where nobody says.</param>
/// <param name="Fp8">Dense TFLOPS in FP8; null where the chip has none, or nobody says.</param>
/// <param name="Fp4">Dense TFLOPS in FP4; null likewise.</param>
/// <param name="Watts">Design power; null where nobody says.</param>
public sealed record ChipFacts(
    ChipModel Chip,
    string Vendor,
    int Year,
    ChipRange MemoryGigabytes,
    ChipRange? BandwidthTerabytes,
    ChipRange? Bf16,
    ChipRange? Fp8,
    ChipRange? Fp4,
    ChipRange? Watts,
    ChipEvidence Evidence)
{
    /// <summary>In the order of the page.</summary>
    public static readonly Sequence<ChipFacts> All =
    [
        new(
            ChipModel.Of("A100 SXM 80GB"), "NVIDIA", 2020, At(80m), At(2.039m), At(312m),
            null, null, At(400m), ChipEvidence.Sourced),
        new(
            ChipModel.Of("H100 SXM 80GB"), "NVIDIA", 2022, At(80m), At(3.35m), At(989m),
            At(1979m), null, At(700m), ChipEvidence.Sourced),
        new(
            ChipModel.Of("H800 SXM"), "NVIDIA", 2023, At(80m), At(3.35m), At(989m),
            At(1979m), null, At(700m), ChipEvidence.Sourced),
        new(
            ChipModel.Of("H20 96GB"), "NVIDIA", 2023, At(96m), At(4m), At(148m),
            At(296m), null, At(400m), ChipEvidence.Sourced),
        new(
            ChipModel.Of("H20 141GB"), "NVIDIA", 2025, At(141m), At(4.8m), At(148m),
            At(296m), null, At(400m), ChipEvidence.Sourced),
        new(
            ChipModel.Of("H200 SXM"), "NVIDIA", 2024, At(141m), At(4.8m), At(989m),
            At(1979m), null, At(700m), ChipEvidence.Sourced),
        new(
            ChipModel.Of("B200 HGX"), "NVIDIA", 2024, At(180m), At(7.7m), At(2250m),
            At(4500m), At(9000m), At(1000m), ChipEvidence.Sourced),
        new(
            ChipModel.Of("B300 HGX"), "NVIDIA", 2025, At(288m), At(8m), Between(2250m, 2500m),
            Between(4500m, 5000m), At(13500m), Between(1100m, 1400m), ChipEvidence.Recalled),
        new(
            ChipModel.Of("GB200"), "NVIDIA", 2024, At(186m), At(8m), At(2500m),
            At(5000m), At(10000m), At(1200m), ChipEvidence.Recalled),
        new(
            ChipModel.Of("MI300X"), "AMD", 2023, At(192m), At(5.3m), At(1307m),
            At(2615m), null, At(750m), ChipEvidence.Sourced),
        new(
            ChipModel.Of("Ascend 910B2"), "Huawei", 2023, At(64m), Between(0.4m, 1.6m), Between(320m, 376m),
            null, null, At(400m), ChipEvidence.Disputed),
        new(
            ChipModel.Of("Ascend 910B3"), "Huawei", 2023, At(64m), Between(0.4m, 1.6m), At(313m),
            null, null, At(400m), ChipEvidence.Disputed),
        new(
            ChipModel.Of("Ascend 910B4"), "Huawei", 2023, At(32m), Between(0.4m, 0.8m), At(280m),
            null, null, At(310m), ChipEvidence.Disputed),
        new(
            ChipModel.Of("Ascend 910C"), "Huawei", 2024, Between(96m, 128m), Between(1.8m, 3.2m), Between(780m, 800m),
            null, null, At(700m), ChipEvidence.Disputed),
        new(
            ChipModel.Of("Ascend 950PR"), "Huawei", 2026, Between(112m, 128m), Between(1.4m, 1.6m), null,
            At(1000m), Between(1560m, 2000m), null, ChipEvidence.Disputed),
        new(
            ChipModel.Of("Ascend 950DT"), "Huawei", 2026, At(144m), At(4m), null,
            At(1000m), At(2000m), null, ChipEvidence.Sourced),
        new(
            ChipModel.Of("Cambricon MLU590"), "Cambricon", 2023, At(80m), At(2.4m), At(314m),
            null, null, At(350m), ChipEvidence.Uncertain),
        new(
            ChipModel.Of("Kunlun P800"), "Kunlunxin", 2024, At(64m), null, At(345m),
            null, null, null, ChipEvidence.Uncertain),
        new(
            ChipModel.Of("Hygon DCU K100-AI"), "Hygon", 2023, At(64m), At(0.896m), At(192m),
            null, null, At(350m), ChipEvidence.Uncertain),
        new(
            ChipModel.Of("MTT S4000"), "Moore Threads", 2023, At(48m), At(0.768m), At(100m),
            null, null, At(450m), ChipEvidence.Sourced),
        new(
            ChipModel.Of("MetaX C500"), "MetaX", 2023, At(64m), At(1.8m), At(240m),
            null, null, At(350m), ChipEvidence.Uncertain),
    ];

    /// <summary>Null where nobody has entered the chip.</summary>
    public static ChipFacts? Of(ChipModel chip)
    {
        foreach (var facts in All)
        {
            if (facts.Chip == chip)
            {
                return facts;
            }
        }

        return null;
    }

    private static ChipRange At(decimal value) => new(value, value);

    private static ChipRange Between(decimal low, decimal high) => new(low, high);
}

/// <summary>Everything that sources say, both ends included; one value where they agree.</summary>
public readonly record struct ChipRange(decimal Low, decimal High)
{
    public override string ToString() => Low == High
        ? Units.CanonicalDecimal.Write(Low)
        : $"{Units.CanonicalDecimal.Write(Low)} to {Units.CanonicalDecimal.Write(High)}";
}

public enum ChipEvidence
{
    /// <summary>A source is named.</summary>
    Sourced,

    /// <summary>Sources contradict each other: the interval holds all of them.</summary>
    Disputed,

    /// <summary>Known in the trade, without a source that was looked at.</summary>
    Recalled,

    /// <summary>Hearsay.</summary>
    Uncertain,
}

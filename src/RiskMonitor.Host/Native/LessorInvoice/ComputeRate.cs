using System.Globalization;

namespace RiskMonitor.Host.Native.LessorInvoice;

/// <summary>Dense peak rates of chips, by which a rent "per P" is turned into cards. No sparse rates.</summary>
/// <param name="Bf16">TFLOPS in BF16, which is that of FP16 for every chip of the list.</param>
/// <param name="Fp8">Null where the chip has no FP8.</param>
/// <param name="Source">Who states it.</param>
internal sealed record ComputeRate(string Chip, decimal Bf16, decimal? Fp8, string Source)
{
    public static readonly IReadOnlyList<ComputeRate> All =
    [
        new("A100 SXM 80GB", 312m, null, "NVIDIA A100 data sheet, 2021"),
        new("H100 SXM 80GB", 989m, 1_979m, "NVIDIA H100 data sheet, 2023, halved: it prints rates with sparsity"),
        new("H800 SXM", 989m, 1_979m, "as H100: the same silicon with a slower link"),
        new("H20 96GB", 148m, 296m, "Epoch AI, Machine Learning Hardware, 2025"),
        new("H200 SXM", 989m, 1_979m, "NVIDIA H200 data sheet, 2024, halved"),
        new("B200 HGX", 2_250m, 4_500m, "NVIDIA Blackwell data sheet, 2024, halved"),
        new("MI300X", 1_307m, 2_615m, "AMD Instinct MI300X data sheet, 2023"),
        new("Ascend 910B3", 313m, null, "Epoch AI, Machine Learning Hardware, 2025"),
        new("Ascend 910B4", 280m, null, "Epoch AI, Machine Learning Hardware, 2025"),
        new("Ascend 910C", 800m, null, "Epoch AI, 2025; SemiAnalysis, 2025, says 780"),
    ];

    private const decimal TflopsPerP = 1_000m;

    public static ComputeRate? Of(string chip) => All.FirstOrDefault(rate => rate.Chip == chip);

    /// <summary>Cards that come to so many P; null where the precision is not one of the chip.</summary>
    /// <param name="precision"><c>bf16-dense</c>, <c>fp16-dense</c> or <c>fp8-dense</c>.</param>
    public decimal? Cards(decimal p, string? precision) => precision switch
    {
        "bf16-dense" or "fp16-dense" => p * TflopsPerP / Bf16,
        "fp8-dense" when Fp8 is { } rate => p * TflopsPerP / rate,
        _ => null,
    };

    /// <summary>Everything that so many P could be, for who has to say which.</summary>
    public static string Readings(decimal p) => string.Join(", ", All.SelectMany(rate => Readings(rate, p)));

    private static IEnumerable<string> Readings(ComputeRate rate, decimal p)
    {
        yield return Reading(rate, p, "bf16-dense");
        if (rate.Fp8 is not null)
        {
            yield return Reading(rate, p, "fp8-dense");
        }
    }

    private static string Reading(ComputeRate rate, decimal p, string precision) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Math.Round(rate.Cards(p, precision)!.Value, MidpointRounding.AwayFromZero)} {rate.Chip} ({precision})");
}

using RiskMonitor.Units;

namespace RiskMonitor.Chips;

/// <summary>What a card is worth depends on what runs on it.</summary>
public enum WorkloadClass
{
    /// <summary>Large-scale training.</summary>
    Training,

    /// <summary>Reading a prompt: bound by arithmetic.</summary>
    Prefill,

    /// <summary>Writing an answer: bound by memory.</summary>
    Decode,
}

/// <summary>How cards are linked, which training needs and no chip says.</summary>
/// <param name="GigabytesPerSecond">Of one card to its neighbours, within the scale-up domain.</param>
/// <param name="LinkedCards">In one network.</param>
public sealed record Interconnect(decimal GigabytesPerSecond, int LinkedCards);

/// <summary>
/// One card-hour of a chip in hours of one H100 SXM 80GB, for one class of work. Physical quantities only: a price is
/// never converted. A restated factor is another version.
/// </summary>
/// <param name="Evidence">A measured on the same model by an independent laboratory, B by a vendor, C from peak rates
/// (specs/unified-hours.md).</param>
public sealed record ComputeFactor(
    ChipModel Chip, WorkloadClass Class, Ratio Low, Ratio Central, Ratio High, string Evidence, string Source)
{
    public static readonly string Version = "2026-11";

    public static readonly decimal LeastGigabytesPerSecond = 400m;

    public static readonly int LeastLinkedCards = 1_024;

    /// <summary>In the order of the page. Where a card has less memory than the class needs the factor is 0.</summary>
    public static readonly Sequence<ComputeFactor> All =
    [
        Of("A100 SXM 80GB", WorkloadClass.Training, 0.326m, 0.348m, 0.372m),
        Of("A100 SXM 80GB", WorkloadClass.Prefill, 0.158m, 0.18m, 0.207m),
        Of("A100 SXM 80GB", WorkloadClass.Decode, 0.434m, 0.497m, 0.569m),
        Of("H100 SXM 80GB", WorkloadClass.Training, 1m, 1m, 1m),
        Of("H100 SXM 80GB", WorkloadClass.Prefill, 1m, 1m, 1m),
        Of("H100 SXM 80GB", WorkloadClass.Decode, 1m, 1m, 1m),
        Of("H800 SXM", WorkloadClass.Training, 1m, 1m, 1m),
        Of("H800 SXM", WorkloadClass.Prefill, 1m, 1m, 1m),
        Of("H800 SXM", WorkloadClass.Decode, 1m, 1m, 1m),
        Of("H20 96GB", WorkloadClass.Training, 0.166m, 0.204m, 0.252m),
        Of("H20 96GB", WorkloadClass.Prefill, 0.15m, 0.184m, 0.227m),
        Of("H20 96GB", WorkloadClass.Decode, 0.71m, 0.874m, 1.076m),
        Of("H20 141GB", WorkloadClass.Training, 0.168m, 0.21m, 0.263m),
        Of("H20 141GB", WorkloadClass.Prefill, 0.15m, 0.187m, 0.235m),
        Of("H20 141GB", WorkloadClass.Decode, 0.814m, 1.021m, 1.28m),
        Of("H200 SXM", WorkloadClass.Training, 1.018m, 1.055m, 1.094m),
        Of("H200 SXM", WorkloadClass.Prefill, 1m, 1.037m, 1.075m),
        Of("H200 SXM", WorkloadClass.Decode, 1.31m, 1.358m, 1.407m),
        Of("B200 HGX", WorkloadClass.Training, 2.276m, 2.279m, 2.281m),
        Of("B200 HGX", WorkloadClass.Prefill, 2.274m, 2.276m, 2.279m),
        Of("B200 HGX", WorkloadClass.Decode, 2.292m, 2.295m, 2.297m),
        Of("B300 HGX", WorkloadClass.Training, 2.281m, 2.292m, 2.521m),
        Of("B300 HGX", WorkloadClass.Prefill, 2.274m, 2.285m, 2.527m),
        Of("B300 HGX", WorkloadClass.Decode, 2.359m, 2.371m, 2.422m),
        Of("GB200", WorkloadClass.Training, 2.492m, 2.506m, 2.521m),
        Of("GB200", WorkloadClass.Prefill, 2.498m, 2.512m, 2.527m),
        Of("GB200", WorkloadClass.Decode, 2.395m, 2.408m, 2.422m),
        Of("MI300X", WorkloadClass.Training, 1.067m, 1.222m, 1.382m),
        Of("MI300X", WorkloadClass.Prefill, 1.057m, 1.211m, 1.37m),
        Of("MI300X", WorkloadClass.Decode, 1.21m, 1.386m, 1.568m),
        Of("Ascend 910B2", WorkloadClass.Training, 0.151m, 0.275m, 0.322m),
        Of("Ascend 910B2", WorkloadClass.Prefill, 0.122m, 0.188m, 0.228m),
        Of("Ascend 910B2", WorkloadClass.Decode, 0.097m, 0.374m, 0.456m),
        Of("Ascend 910B3", WorkloadClass.Training, 0.149m, 0.236m, 0.281m),
        Of("Ascend 910B3", WorkloadClass.Prefill, 0.12m, 0.159m, 0.197m),
        Of("Ascend 910B3", WorkloadClass.Decode, 0.097m, 0.364m, 0.452m),
        Of("Ascend 910B4", WorkloadClass.Training, 0m, 0m, 0m),
        Of("Ascend 910B4", WorkloadClass.Prefill, 0.109m, 0.134m, 0.157m),
        Of("Ascend 910B4", WorkloadClass.Decode, 0.096m, 0.199m, 0.233m),
        Of("Ascend 910C", WorkloadClass.Training, 0.43m, 0.581m, 0.675m),
        Of("Ascend 910C", WorkloadClass.Prefill, 0.315m, 0.396m, 0.48m),
        Of("Ascend 910C", WorkloadClass.Decode, 0.398m, 0.756m, 0.915m),
        Of("Ascend 950PR", WorkloadClass.Training, 0.289m, 0.351m, 0.403m),
        Of("Ascend 950PR", WorkloadClass.Prefill, 0.389m, 0.452m, 0.505m),
        Of("Ascend 950PR", WorkloadClass.Decode, 0.338m, 0.434m, 0.484m),
        Of("Ascend 950DT", WorkloadClass.Training, 0.317m, 0.403m, 0.501m),
        Of("Ascend 950DT", WorkloadClass.Prefill, 0.404m, 0.496m, 0.6m),
        Of("Ascend 950DT", WorkloadClass.Decode, 0.77m, 0.945m, 1.144m),
        Of("Cambricon MLU590", WorkloadClass.Training, 0.198m, 0.251m, 0.311m),
        Of("Cambricon MLU590", WorkloadClass.Prefill, 0.127m, 0.166m, 0.214m),
        Of("Cambricon MLU590", WorkloadClass.Decode, 0.393m, 0.514m, 0.664m),
        Of("Hygon DCU K100-AI", WorkloadClass.Training, 0.118m, 0.143m, 0.168m),
        Of("Hygon DCU K100-AI", WorkloadClass.Prefill, 0.078m, 0.097m, 0.119m),
        Of("Hygon DCU K100-AI", WorkloadClass.Decode, 0.166m, 0.207m, 0.254m),
        Of("MTT S4000", WorkloadClass.Training, 0m, 0m, 0m),
        Of("MTT S4000", WorkloadClass.Prefill, 0.04m, 0.053m, 0.068m),
        Of("MTT S4000", WorkloadClass.Decode, 0.126m, 0.164m, 0.213m),
        Of("MetaX C500", WorkloadClass.Training, 0.152m, 0.191m, 0.237m),
        Of("MetaX C500", WorkloadClass.Prefill, 0.097m, 0.127m, 0.163m),
        Of("MetaX C500", WorkloadClass.Decode, 0.296m, 0.387m, 0.499m),
    ];

    /// <summary>Null where nobody has entered the chip.</summary>
    public static ComputeFactor? Of(ChipModel chip, WorkloadClass workload)
    {
        foreach (var factor in All)
        {
            if (factor.Chip == chip && factor.Class == workload)
            {
                return factor;
            }
        }

        return null;
    }

    /// <summary>
    /// Behind the gate of training: nothing where the link is too slow or too few cards are linked, and perhaps nothing
    /// where nobody says how they are linked.
    /// </summary>
    public ComputeFactor Linked(Interconnect? link) => Class != WorkloadClass.Training ? this
        : link is null ? this with { Low = new Ratio(0m) }
        : link.GigabytesPerSecond >= LeastGigabytesPerSecond && link.LinkedCards >= LeastLinkedCards ? this
        : this with { Low = new Ratio(0m), Central = new Ratio(0m), High = new Ratio(0m) };

    private static ComputeFactor Of(string chip, WorkloadClass workload, decimal low, decimal central, decimal high) =>
        new(
            ChipModel.Of(chip), workload, new Ratio(low), new Ratio(central), new Ratio(high), "C",
            "peak rates of specs/chips.md");
}

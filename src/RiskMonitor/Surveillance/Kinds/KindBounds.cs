using RiskMonitor.Units;

namespace RiskMonitor.Surveillance.Kinds;

/// <summary>One bound of the kinds of use, and why it is this one.</summary>
/// <param name="Name">As specs/use-kinds.md lists it.</param>
public sealed record KindBound(string Name, Ratio Value, string Reason)
{
    internal int Whole => (int)Value.Value;
}

/// <summary>
/// What decides between kinds of use. No part of the policy document, whose adopted hashes stay what they are; a bound
/// that changes is a new version.
/// </summary>
public static class KindBounds
{
    public static readonly string Version = "2026-11";

    /// <summary>Share of a payment from which it came back.</summary>
    public static readonly KindBound ReturnedShare = Of("returned-share", 0.6m,
        "Fees, taxes and a margin for the middlemen leave the larger part of a payment in a ring.");

    public static readonly KindBound ReturnDays = Of("return-days", 30m,
        "One usual term of payment; later payments have reasons of their own.");

    public static readonly KindBound ReturnPayments = Of("return-payments", 4m,
        "A ring of five parties; longer chains also join strangers by chance.");

    public static readonly KindBound StepTolerance = Of("step-tolerance", 0.05m,
        "Fees of a bank and of a middleman between two steps of one sum of money.");

    /// <summary>Energy over expected energy, less 1: below it the hours claimed cannot have been run.</summary>
    public static readonly KindBound EnergyResidual = Of("energy-residual", -0.5m,
        "Half of the least that the claimed hours draw is beyond all spread between workloads.");

    public static readonly KindBound FlatVariation = Of("flat-variation", 0.02m,
        "Hourly power of real work moves with its jobs, its checkpoints and its callers.");

    public static readonly KindBound TensorBusy = Of("tensor-busy", 0.9m,
        "Real work waits for memory, network and data; a burn kernel does not.");

    public static readonly KindBound BilledOverActive = Of("billed-over-active", 5m,
        "Four of five hours that were billed were not run, and no contract sells idle hours.");

    public static readonly KindBound PaperSigns = Of("paper-signs", 2m,
        "One sign alone has honest causes: a forgotten machine, a broken meter, a refund.");

    public static readonly KindBound TrailingDays = Of("trailing-days", 7m,
        "A whole week, so that working days and weekends are both in it.");

    public static readonly KindBound LeastDays = Of("least-days", 4m,
        "More than half of the week, so that the median is one of the known days.");

    /// <summary>What a meter reads for a card, over what the card draws.</summary>
    public static readonly KindBound OverheadLow = Of("overhead-low", 1.1m,
        "A liquid-cooled hall at 1.1, with the meter behind the servers' own needs.");

    public static readonly KindBound OverheadHigh = Of("overhead-high", 2m,
        "An air-cooled hall at 1.5 with a third more for processors, network and fans of the server.");

    public static readonly KindBound TokenBand = Of("token-band", 3m,
        "Models differ; beyond three times the measured band no model is known.");

    /// <summary>In the order of the page.</summary>
    public static readonly Sequence<KindBound> All =
    [
        ReturnedShare, ReturnDays, ReturnPayments, StepTolerance, EnergyResidual, FlatVariation, TensorBusy,
        BilledOverActive, PaperSigns, TrailingDays, LeastDays, OverheadLow, OverheadHigh, TokenBand,
    ];

    private static KindBound Of(string name, decimal value, string reason) => new(name, new Ratio(value), reason);
}

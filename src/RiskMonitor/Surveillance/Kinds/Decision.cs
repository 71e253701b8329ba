using RiskMonitor.Alerts;
using RiskMonitor.Surveillance.Pools;

namespace RiskMonitor.Surveillance.Kinds;

/// <summary>What some hours are, or why nobody can tell and what they may be.</summary>
internal sealed record Decision(UseKind? Kind, Reason? Why, Sequence<UseKind> May, Sequence<string> Because)
{
    public static Decision Is(UseKind kind, params Sequence<string> because) => new(kind, Why: null, [], because);

    public static Decision Open(Reason why, Sequence<UseKind> may, params Sequence<string> because) =>
        new(Kind: null, why, may, because);
}

/// <summary>The decision table of specs/use-kinds.md, row by row. Pure.</summary>
internal static class Decisions
{
    private static readonly Reason Contested = Reason.Contested("undetermined-use");

    /// <summary>Hours that were active and billed.</summary>
    public static Decision Active(Portion portion, DaySigns signs) => portion.Settlement switch
    {
        Settlement.BackStop => Decision.Is(UseKind.VendorBackstopped, portion.Because),
        Settlement.Related => Decision.Is(UseKind.Related, portion.Because),
        Settlement.Internal => Decision.Is(UseKind.Internal, portion.Because),
        _ when signs.Unpowered.Is => Unpowered(portion),
        Settlement.Kept => Decision.Is(UseKind.Commercial, portion.Because, "active"),
        Settlement.Open => Decision.Open(
            portion.Why ?? Contested, [UseKind.Commercial, UseKind.WashBurn], portion.Because),
        _ => signs.Synthetic == false
            ? Decision.Open(Contested, [UseKind.Related, UseKind.WashBurn], portion.Because, "the load looks like work")
            : Decision.Is(UseKind.WashBurn, portion.Because, Load(signs)),
    };

    /// <summary>Hours that were billed and not active.</summary>
    /// <param name="ratio">Billed over active, of what reserves nothing.</param>
    public static Decision Idle(Portion portion, DaySigns signs, Sign ratio) => portion switch
    {
        { Settlement: Settlement.BackStop } => Decision.Is(UseKind.VendorBackstopped, portion.Because),
        { Settlement: Settlement.Related } => Decision.Is(UseKind.Related, portion.Because),
        { IsReserved: null } => Decision.Open(
            Doubt.First(Doubt.Contract, portion.Why)!, [UseKind.IdleReserved, UseKind.WashPaper], portion.Because),
        { IsReserved: true } => Reserved(portion),
        _ => Paper(portion, signs, ratio),
    };

    /// <summary>Hours that were active and that nobody was billed for.</summary>
    /// <param name="open">Why a bill may still come; null where none will.</param>
    public static Decision Unbilled(DaySigns signs, Reason? open) =>
        open is not null
            ? Decision.Open(open, [UseKind.Commercial, UseKind.Internal, UseKind.WashBurn], "not billed yet")
        : signs.Unpowered.Is ? Decision.Open(
            Contested, [UseKind.Internal, UseKind.Phantom], "not billed", "more active hours than the energy for them")
        : signs.Synthetic switch
        {
            true => Decision.Is(UseKind.WashBurn, "not billed", Load(signs)),
            false => Decision.Open(Doubt.Bill, [UseKind.Internal], "not billed", "the load looks like work"),
            _ => Decision.Open(
                Doubt.First(Doubt.Bill, signs.Doubt)!, [UseKind.Internal, UseKind.WashBurn], "not billed",
                $"load unknown: {signs.Doubt}"),
        };

    /// <summary>Hours that were neither active nor billed.</summary>
    public static Decision Unsold(bool isAllocated, Reason? open) =>
        open is not null ? Decision.Open(open, [UseKind.IdleReserved, UseKind.IdleUnsold], "not billed yet")
        : isAllocated ? Decision.Open(Doubt.Bill, [UseKind.Internal, UseKind.IdleUnsold], "allocated and not billed")
        : Decision.Is(UseKind.IdleUnsold, "neither allocated nor billed");

    /// <summary>
    /// The meter contradicts the counters: without reservation the bill is paper, with one the hours may have been
    /// idle.
    /// </summary>
    private static Decision Unpowered(Portion portion) => portion.IsReserved == false
        ? Decision.Is(UseKind.WashPaper, portion.Because, "more active hours than the energy for them")
        : Decision.Open(
            Doubt.First(Contested, portion.Why)!, [UseKind.Commercial, UseKind.IdleReserved], portion.Because,
            "more active hours than the energy for them");

    private static Decision Reserved(Portion portion) => portion.Settlement switch
    {
        Settlement.Kept => Decision.Is(UseKind.IdleReserved, portion.Because, "take-or-pay or reservation"),
        Settlement.Internal => Decision.Open(
            Contested, [UseKind.Internal, UseKind.IdleUnsold], portion.Because, "not active"),
        Settlement.Returned => Decision.Open(
            Contested, [UseKind.IdleReserved, UseKind.Related], portion.Because, "take-or-pay or reservation"),
        _ => Decision.Open(
            portion.Why ?? Contested, [UseKind.IdleReserved, UseKind.IdleUnsold], portion.Because,
            "take-or-pay or reservation"),
    };

    private static Decision Paper(Portion portion, DaySigns signs, Sign ratio)
    {
        var found = new List<string>(3);
        Add(portion.Settlement == Settlement.Returned, "the money came back");
        Add(ratio.Is, "billed far more than was active");
        Add(signs.BillUnpowered.Is, "no energy for what was billed");
        if (found.Count >= KindBounds.PaperSigns.Whole)
        {
            return Decision.Is(UseKind.WashPaper, [portion.Because, .. found]);
        }

        var why = Doubt.First(portion.Why, signs.BillUnpowered.Doubt);
        return Decision.Open(
            why ?? Contested, [UseKind.IdleReserved, UseKind.WashPaper], [portion.Because, "not active", .. found]);

        void Add(bool holds, string sign)
        {
            if (holds)
            {
                found.Add(sign);
            }
        }
    }

    private static string Load(DaySigns signs) => signs.Synthetic == true
        ? "the load is flat and keeps tensor pipes busy"
        : $"load unknown: {signs.Doubt}";
}

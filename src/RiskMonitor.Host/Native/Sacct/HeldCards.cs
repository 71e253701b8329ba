using System.Globalization;
using RiskMonitor.Filing;
using RiskMonitor.Host.Native.Schedulers;

namespace RiskMonitor.Host.Native.Sacct;

/// <summary>The cards in <c>AllocTRES</c>, as <c>cpu=96,gres/gpu:h100=8,gres/gpu=8,mem=1T,node=1</c>.</summary>
/// <param name="Cards">Whole cards, a part of a card by its declared share.</param>
/// <param name="Devices">What the scheduler counted: cards and parts of cards alike.</param>
internal readonly record struct HeldCards(decimal Cards, int Devices)
{
    private const string Column = "AllocTRES";
    private const string Gpu = "gres/gpu";
    private const int MostDevices = 1_000_000;

    /// <summary>Null where something is wrong, which the cells then say; none for a job without.</summary>
    public static HeldCards? Of(NativeCells cells, SchedulerUse use)
    {
        int? all = null;
        var (typed, cards, shared) = (0, 0m, 0);
        foreach (var entry in (cells.TextOrNull(Column) ?? string.Empty).Split(','))
        {
            var (name, count) = entry.IndexOf('=', StringComparison.Ordinal) is > 0 and var at
                ? (entry[..at], entry[(at + 1)..])
                : (entry, string.Empty);
            var type = TypeOf(name);
            if (name != Gpu && type is null)
            {
                continue;
            }

            if (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var devices)
                || devices > MostDevices)
            {
                return cells.Refuse<HeldCards>(Column, FilingRules.CellNotCount);
            }

            if (devices == 0)
            {
                return cells.Refuse<HeldCards>(
                    Column, FilingRules.NativeUnitUnknown,
                    "Cards that are shared without being consumed (no_consume) are written as nothing: how many the "
                    + "job held cannot be told.");
            }

            if (type is null)
            {
                all = devices;
                continue;
            }

            if (ShareOf(type, use) is not { } share)
            {
                return cells.Refuse<HeldCards>(
                    Column, FilingRules.NativeUnitUnknown,
                    $"{type} is a part of a card, and how large a one is scheduler/cardsOf. {Declaration.Asked}");
            }

            cards += devices * share;
            (typed, shared) = name.StartsWith(Gpu, StringComparison.Ordinal)
                ? (typed + devices, shared)
                : (typed, shared + devices);
        }

        if (typed > all || typed + (long)shared > MostDevices)
        {
            return cells.Refuse<HeldCards>(
                Column, FilingRules.NativeValueImpossible, "There are more cards of named types than cards.");
        }

        // The plain entry counts the named types again: only what it has beyond them is added.
        var plain = (all ?? typed) - typed;
        return new HeldCards(cards + plain, typed + plain + shared);
    }

    /// <summary>The type of <c>gres/gpu:TYPE</c>, or that of shared cards; null for anything else.</summary>
    private static string? TypeOf(string name) =>
        name.StartsWith(Gpu + ":", StringComparison.Ordinal) ? name[(Gpu.Length + 1)..]
            : name.Split(':')[0] is "gres/shard" or "gres/mps" ? name.Split(':')[0]["gres/".Length..]
            : null;

    /// <summary>Cards in one of the type; null for a part of a card of which nothing is declared.</summary>
    private static decimal? ShareOf(string type, SchedulerUse use) =>
        use.CardsOf?.TryGetValue(type, out var share) == true ? share
            : type is "shard" or "mps" || type.Split('_', '-', '+').Any(IsProfile) ? null
            : 1m;

    /// <summary>A profile of Multi-Instance GPU, as <c>1g.10gb</c>.</summary>
    private static bool IsProfile(string word) =>
        word is [>= '1' and <= '9', 'g', ..] && word.EndsWith("gb", StringComparison.OrdinalIgnoreCase);
}

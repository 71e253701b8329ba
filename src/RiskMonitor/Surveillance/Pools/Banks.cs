using NodaTime;
using RiskMonitor.Billing;
using RiskMonitor.Filing;
using RiskMonitor.Policy;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>Up to which day each bank has filed everything, so that what is not there was not paid.</summary>
/// <remarks>
/// A bank's filing for a day is complete when a payment of that source with a later value day is known, or a receipt
/// of its filing that covers payments of the day. The bank of a contract is the source of its last payment; where
/// none was ever paid, all sources that file payments to the payee have to be complete.
/// </remarks>
internal sealed class Banks(Knowledge knowledge)
{
    private readonly Dictionary<string, SortedList<LocalDate, int>> valueDays = new(StringComparer.Ordinal);

    private readonly Dictionary<string, SortedList<string, int>> sourcesOfPayee = new(StringComparer.Ordinal);

    /// <summary>A payment came or went; the days that the source has thereby completed or not, if any moved.</summary>
    public (string Source, LocalDate From)? Notice(FactChange change)
    {
        (string Source, LocalDate From)? moved = null;
        foreach (var (side, by) in (ReadOnlySpan<(IStated?, int)>)[(change.Before, -1), (change.After, 1)])
        {
            if (side is { Data: PaymentReceived payment })
            {
                var source = side.Id.Source;
                var before = Last(source);
                Count(valueDays, source, payment.ValueDate, by, Comparer<LocalDate>.Default);
                Count(sourcesOfPayee, payment.Payee.Value, source, by, StringComparer.Ordinal);
                var after = Last(source);
                if (before != after)
                {
                    var from = LocalDate.Min(before ?? LocalDate.MinIsoValue, after ?? LocalDate.MinIsoValue);
                    moved = (source, moved is { } known ? LocalDate.Min(known.From, from) : from);
                }
            }
        }

        return moved;
    }

    /// <summary>Whether everything that was paid from the first to the last day would be known.</summary>
    public bool IsComplete(string contract, PartyId payee, LocalDate first, LocalDate last)
    {
        var paid = knowledge.About<PaymentReceived>($"contract/{contract}");
        if (paid.Count > 0)
        {
            return IsComplete(paid[^1].Id.Source, first, last);
        }

        if (!sourcesOfPayee.TryGetValue(payee.Value, out var sources) || sources.Count == 0)
        {
            return false;
        }

        foreach (var source in sources.Keys)
        {
            if (!IsComplete(source, first, last))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsComplete(string source, LocalDate first, LocalDate last)
    {
        var open = Last(source) is { } later && later > first ? later : first;
        while (open <= last)
        {
            if (CoveredUntil(source, open) is not { } covered)
            {
                return false;
            }

            open = covered.PlusDays(1);
        }

        return true;
    }

    /// <summary>Last day of a covered period that holds the day; null where none does.</summary>
    private LocalDate? CoveredUntil(string source, LocalDate day)
    {
        LocalDate? until = null;
        foreach (var receipt in knowledge.All<FilingAccepted>())
        {
            if (receipt.Data.Covers is { Kind: ReportedKind.Payment } covers && covers.From <= day && day <= covers.To
                && string.Equals(receipt.Data.Source, source, StringComparison.Ordinal))
            {
                until = until is { } known && known > covers.To ? known : covers.To;
            }
        }

        return until;
    }

    private LocalDate? Last(string source) =>
        valueDays.TryGetValue(source, out var days) && days.Count > 0 ? days.Keys[^1] : null;

    private static void Count<TKey>(
        Dictionary<string, SortedList<TKey, int>> counts, string key, TKey item, int by, IComparer<TKey> order)
        where TKey : notnull
    {
        if (!counts.TryGetValue(key, out var items))
        {
            counts.Add(key, items = new SortedList<TKey, int>(order));
        }

        var count = items.GetValueOrDefault(item) + by;
        if (count > 0)
        {
            items[item] = count;
        }
        else
        {
            items.Remove(item);
        }
    }
}

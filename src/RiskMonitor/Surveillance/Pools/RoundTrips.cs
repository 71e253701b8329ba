using RiskMonitor.Billing;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>Payments that came straight back to the payer's group, so that nobody paid for the hours.</summary>
/// <remarks>
/// A payment was returned when payments made by its payee to the payer's group, dated within 30 days after it, reach
/// 60 per cent of it. Each return is used up by the payments it answers, the earliest first. Paths through others are
/// not followed here. A path of one payment has no payment before it that it would have to resemble, so its amount is
/// free (specs/indicators.md, 5).
/// </remarks>
internal sealed class RoundTrips(Groups groups)
{
    /// <summary>Days after a payment in which it may come back.</summary>
    public static readonly int Days = 30;

    private static readonly decimal ReturnedShare = 0.6m;

    private readonly Dictionary<string, Till> tills = new(StringComparer.Ordinal);

    /// <summary>A payment came or went. The payments whose fate may be another now.</summary>
    public IReadOnlyList<Stated<PaymentReceived>> Notice(FactChange change)
    {
        var touched = new List<Stated<PaymentReceived>>();
        foreach (var (side, comes) in (ReadOnlySpan<(IStated?, bool)>)[(change.Before, false), (change.After, true)])
        {
            if (side is Stated<PaymentReceived> received)
            {
                var till = TillOf(received.Data.Payee);
                till.Forget();
                _ = comes ? till.Received.TryAdd(received.Id, received) : till.Received.Remove(received.Id);
            }
            else if (side is Stated<PaymentMade> made)
            {
                var till = TillOf(made.Data.Payer);
                till.Forget();
                _ = comes ? till.Made.TryAdd(made.Id, made) : till.Made.Remove(made.Id);
                touched.AddRange(Answered(till, made.Data));
            }
        }

        return touched;
    }

    public void Forget()
    {
        foreach (var till in tills.Values)
        {
            till.Forget();
        }
    }

    public bool IsReturned(Stated<PaymentReceived> payment)
    {
        var till = TillOf(payment.Data.Payee);
        till.Returned ??= Judge(till);
        return till.Returned.Contains(payment.Id);
    }

    private HashSet<FiledId> Judge(Till till)
    {
        var returned = new HashSet<FiledId>();
        if (till.Made.Count == 0)
        {
            return returned;
        }

        var made = till.Made.Values.OrderBy(payment => payment.Data.ValueDate).ThenBy(payment => payment.Position)
            .Select(payment => (payment.Data, Left: payment.Data.Amount.Amount)).ToArray();
        foreach (var received in till.Received.Values
            .OrderBy(payment => payment.Data.ValueDate).ThenBy(payment => payment.Position))
        {
            var data = received.Data;
            var needed = data.Amount.Amount * ReturnedShare;
            var back = 0m;
            foreach (var (answer, left) in made)
            {
                back += Answers(answer, data) ? left : 0m;
            }

            if (needed > 0m && back >= needed)
            {
                returned.Add(received.Id);
                UseUp(made, data);
            }
        }

        return returned;
    }

    private void UseUp((PaymentMade Data, decimal Left)[] made, PaymentReceived received)
    {
        var amount = received.Amount.Amount;
        for (var index = 0; index < made.Length && amount > 0m; index++)
        {
            if (Answers(made[index].Data, received))
            {
                var carried = Math.Min(made[index].Left, amount);
                made[index].Left -= carried;
                amount -= carried;
            }
        }
    }

    private List<Stated<PaymentReceived>> Answered(Till till, PaymentMade made)
    {
        var answered = new List<Stated<PaymentReceived>>();
        foreach (var received in till.Received.Values)
        {
            if (Answers(made, received.Data))
            {
                answered.Add(received);
            }
        }

        return answered;
    }

    private bool Answers(PaymentMade made, PaymentReceived received) =>
        made.ValueDate >= received.ValueDate && made.ValueDate <= received.ValueDate.PlusDays(Days)
        && made.Amount.Currency == received.Amount.Currency
        && groups.Related(made.Payee, received.Payer, made.ValueDate);

    private Till TillOf(PartyId party)
    {
        if (!tills.TryGetValue(party.Value, out var till))
        {
            tills.Add(party.Value, till = new Till());
        }

        return till;
    }

    /// <summary>What one party was paid and paid.</summary>
    private sealed class Till
    {
        public SortedDictionary<FiledId, Stated<PaymentReceived>> Received { get; } = new(ById);

        public SortedDictionary<FiledId, Stated<PaymentMade>> Made { get; } = new(ById);

        public HashSet<FiledId>? Returned { get; set; }

        public void Forget() => Returned = null;

        private static readonly Comparer<FiledId> ById = Comparer<FiledId>.Create((left, right) =>
            string.CompareOrdinal(left.Source, right.Source) is var source and not 0
                ? source
                : string.CompareOrdinal(left.Id, right.Id));
    }
}

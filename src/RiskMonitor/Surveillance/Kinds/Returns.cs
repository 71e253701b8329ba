using RiskMonitor.Analytics;
using RiskMonitor.Billing;
using RiskMonitor.Surveillance.Pools;
using RiskMonitor.Units;

namespace RiskMonitor.Surveillance.Kinds;

/// <summary>Which payments came back to the payer's group, straight or through others.</summary>
/// <remarks>
/// The payments that one party received are looked at in the order of their value days; the paths of those that came
/// back are used up. Money is followed in one currency. A payment of the payee's own group is no round trip: it is
/// related whatever becomes of it.
/// </remarks>
internal sealed class Returns(Knowledge knowledge, Groups groups)
{
    private readonly Dictionary<string, Dictionary<FiledId, RoundTrip>> byPayee = new(StringComparer.Ordinal);
    private readonly Movements movements = new(knowledge);
    private Dictionary<string, List<Stated<PaymentReceived>>>? received;

    /// <summary>Null where the payment stays within a group.</summary>
    public RoundTrip? Of(Stated<PaymentReceived> payment)
    {
        if (!byPayee.TryGetValue(payment.Data.Payee.Value, out var trips))
        {
            byPayee.Add(payment.Data.Payee.Value, trips = Judge(payment.Data.Payee));
        }

        return trips.GetValueOrDefault(payment.Id);
    }

    private Dictionary<FiledId, RoundTrip> Judge(PartyId payee)
    {
        received ??= knowledge.All<PaymentReceived>().GroupBy(payment => payment.Data.Payee.Value)
            .ToDictionary(
                payments => payments.Key,
                payments => payments.OrderBy(payment => payment.Data.ValueDate)
                    .ThenBy(payment => payment.Position).ToList(),
                StringComparer.Ordinal);
        var trips = new Dictionary<FiledId, RoundTrip>();
        var flows = new SortedDictionary<string, Flow>(StringComparer.Ordinal);
        foreach (var payment in received[payee.Value])
        {
            var data = payment.Data;
            if (data.Amount.Amount <= 0m || groups.Related(data.Payer, payee, data.ValueDate))
            {
                continue;
            }

            if (!flows.TryGetValue(data.Amount.Currency.Value, out var flow))
            {
                flows.Add(data.Amount.Currency.Value, flow = new Flow(movements, data.Amount.Currency));
            }

            trips[payment.Id] = Follow(payment, flow);
        }

        return trips;
    }

    private RoundTrip Follow(Stated<PaymentReceived> payment, Flow flow)
    {
        var data = payment.Data;
        var first = Months.DayNumber(data.ValueDate);
        var search = new TransferSearch(
            movements.NumberOf(data.Payee),
            step => groups.Related(flow.Taken[step].Payee, data.Payer, flow.Taken[step].ValueDate),
            first, first + KindBounds.ReturnDays.Whole, data.Amount.Amount);
        var paths = flow.Transfers.Follow(search);
        var returned = Share(paths.Sum(path => path.Carried), data);
        var (least, most) = (KindBounds.ReturnedShare.Value.Value, returned);
        if (returned >= least)
        {
            flow.Transfers.UseUp(paths);
        }
        else if (paths.Count > 0)
        {
            most = Math.Max(returned, Share(flow.Transfers.Bound(search), data));
        }

        return new RoundTrip(
            data.Contract, payment.Position, data.Payer, data.Payee, data.Amount, data.ValueDate,
            new Ratio(returned), new Ratio(most), returned >= least ? true : most < least ? false : null,
            [.. paths.Select(path => Told(path, flow, data.Amount.Currency))]);
    }

    private static ReturnPath Told(TransferPath path, Flow flow, Currency currency) => new(
        new Money(path.Carried, currency),
        [
            .. path.Steps.Select(step => flow.Taken[step]).Select(step =>
                new ReturnStep(step.Payer, step.Payee, step.Amount, step.ValueDate, step.Position)),
        ]);

    private static decimal Share(decimal back, PaymentReceived payment) =>
        Doubt.Rounded(back / payment.Amount.Amount);

    /// <summary>Movements of one currency.</summary>
    private sealed class Flow
    {
        public Flow(Movements movements, Currency currency)
        {
            Taken = [.. movements.All.Where(movement => movement.Amount.Currency == currency)];
            Transfers = new TransferFlow(
                [
                    .. Taken.Select(movement => new Transfer(
                        movements.NumberOf(movement.Payer), movements.NumberOf(movement.Payee), movement.Day,
                        movement.Amount.Amount)),
                ],
                KindBounds.ReturnPayments.Whole, KindBounds.StepTolerance.Value.Value);
        }

        public IReadOnlyList<Movement> Taken { get; }

        public TransferFlow Transfers { get; }
    }
}

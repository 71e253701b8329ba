using NodaTime;
using RiskMonitor.Billing;
using RiskMonitor.Surveillance.Pools;
using RiskMonitor.Units;

namespace RiskMonitor.Surveillance.Kinds;

/// <summary>Everything that anybody filed of money that went from one party to another, whatever it was for.</summary>
/// <remarks>
/// One movement that both sides filed (the same parties, amount, day and bank reference) is one. Numbers run in the
/// order of positions.
/// </remarks>
internal sealed class Movements
{
    private readonly List<Movement> all = [];
    private readonly Dictionary<string, int> parties = new(StringComparer.Ordinal);

    public Movements(Knowledge knowledge)
    {
        var filed = knowledge.All<PaymentReceived>().Select(Movement.Of)
            .Concat(knowledge.All<PaymentMade>().Select(Movement.Of));
        var seen = new HashSet<(string, string, decimal, string, LocalDate, string)>();
        foreach (var movement in filed.OrderBy(movement => movement.Position))
        {
            if (movement.Amount.Amount > 0m && seen.Add((
                movement.Payer.Value, movement.Payee.Value, movement.Amount.Amount, movement.Amount.Currency.Value,
                movement.ValueDate, movement.BankReference)))
            {
                all.Add(movement);
            }
        }
    }

    public IReadOnlyList<Movement> All => all;

    /// <summary>Numbers of parties, given as they are asked for.</summary>
    public int NumberOf(PartyId party)
    {
        if (!parties.TryGetValue(party.Value, out var number))
        {
            parties.Add(party.Value, number = parties.Count);
        }

        return number;
    }
}

internal sealed record Movement(
    PartyId Payer, PartyId Payee, Money Amount, LocalDate ValueDate, string BankReference, long Position)
{
    public int Day { get; } = Months.DayNumber(ValueDate);

    public static Movement Of(Stated<PaymentReceived> payment) => new(
        payment.Data.Payer, payment.Data.Payee, payment.Data.Amount, payment.Data.ValueDate,
        payment.Data.BankReference, payment.Position);

    public static Movement Of(Stated<PaymentMade> payment) => new(
        payment.Data.Payer, payment.Data.Payee, payment.Data.Amount, payment.Data.ValueDate,
        payment.Data.BankReference, payment.Position);
}

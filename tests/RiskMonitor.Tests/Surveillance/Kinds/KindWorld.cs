using NodaTime;
using RiskMonitor.Billing;
using RiskMonitor.Parties;
using RiskMonitor.Surveillance.Kinds;
using RiskMonitor.Tests.Surveillance.Pools;
using RiskMonitor.Units;
using RiskMonitor.Utilization;

namespace RiskMonitor.Tests.Surveillance.Kinds;

/// <summary>
/// What is filed of a pool of 1,000 cards for May and June 2025, and what its hours of June were: 720,000 card-hours.
/// </summary>
internal static class KindWorld
{
    public static readonly YearMonth May = new(2025, 5);
    public static readonly YearMonth June = new(2025, 6);
    public static readonly LocalDate LastOfJune = new(2025, 6, 30);
    public static readonly LocalDate PaidOn = new(2025, 7, 20);

    private static readonly LocalDate FirstOfMay = new(2025, 5, 1);

    /// <summary>The pool, without anything sold. Days are not judged: only kinds are asked for.</summary>
    public static History Pool()
    {
        var history = new History(PoolHistory.DefaultPolicy(), new LocalDate(2025, 6, 1))
        {
            Until = LocalDate.MinIsoValue,
        };
        history.Register();
        return history;
    }

    extension(History history)
    {
        /// <summary>Asks as of the end of August, when June is settled, or of another day.</summary>
        public UseKinds Kinds(LocalDate? closed = null)
        {
            history.Close(closed ?? new LocalDate(2025, 8, 31));
            return history.Pools.KindsOf(PoolHistory.Subject, LastOfJune, history.PolicyOn(LastOfJune))!;
        }

        /// <summary>Card-hours a day in May and June.</summary>
        public void Run(decimal active, decimal allocated = -1m, decimal? tensor = null, int days = 61)
        {
            history.File(
                new UtilizationReported(
                    PoolHistory.Pool, Midnight(FirstOfMay), Duration.FromDays(1),
                    new UnitProfile(SourceKind.Telemetry, "4.9.0"), Daily(allocated < 0m ? active : allocated, days),
                    Daily(active, days), Daily(0m, days), null, tensor is { } busy ? Daily(busy, days) : null),
                Midnight(FirstOfMay));
        }

        /// <summary>Kilowatt-hours of every hour in May and June, a block a month.</summary>
        public void Meter(Func<int, decimal> hourly)
        {
            foreach (var (first, hours) in new[] { (FirstOfMay, 31 * 24), (June.OnDayOfMonth(1), 30 * 24) })
            {
                history.File(
                    new EnergyMetered(
                        PoolHistory.Pool, Midnight(first), Duration.FromHours(1), "hall",
                        [.. Enumerable.Range(0, hours).Select(hour => KilowattHours.Of(hourly(hour)))]),
                    Midnight(first));
            }
        }

        /// <summary>The same contract in May and June, each paid in full on the twentieth of the month after.</summary>
        public void Sell(string contract, decimal hours, decimal amount, string payer = "tenant", decimal share = 1m)
        {
            foreach (var (month, paidOn) in new[] { (May, new LocalDate(2025, 6, 20)), (June, PaidOn) })
            {
                history.Bill(contract, month, hours, amount, payer);
                if (share > 0m)
                {
                    history.Pay(contract, month, amount * share, paidOn, payer);
                }
            }

            // The bank has come so far.
            history.Pay(contract, new YearMonth(2025, 8), 1m, new LocalDate(2025, 9, 20), "somebody");
        }

        /// <summary>Money goes on, wherever it came from.</summary>
        public FiledId Send(string payer, string payee, decimal amount, LocalDate on) => history.File(
            new PaymentMade(
                ContractId.Of("services"), June, PoolId.Of("elsewhere"), PaymentPurpose.Other, amount.Usd,
                PartyId.Of(payer), PartyId.Of(payee), on, $"{payer}-{payee}-{on:uuuu-MM-dd}"),
            June.OnDayOfMonth(1),
            "urn:local:bank");

        public void Name(string party, PartyRole role) => history.File(
            new PartyRegistered(PartyId.Of(party), party, [], History.Place, [role]), PoolHistory.Commissioned);
    }

    public static decimal Hours(this UseKinds kinds, UseKind kind) =>
        kinds.Kinds.Single(one => one.Kind == kind).Hours.Value;

    /// <summary>Kinds that have hours, with them and with what is undetermined.</summary>
    public static string Shown(this UseKinds kinds) => string.Join(
        ", ",
        kinds.Kinds.Where(kind => kind.Hours.Value > 0m).Select(kind => $"{kind.Kind} {kind.Hours}")
            .Concat(kinds.Open.Select(open => $"{open.Reason} {open.Hours}")));

    private static Instant Midnight(LocalDate day) =>
        day.AtStartOfDayInZone(DateTimeZoneProviders.Tzdb["America/Chicago"]).ToInstant();

    private static Sequence<CardHours> Daily(decimal hours, int days) =>
        [.. Enumerable.Repeat(hours.CardHours, days)];
}

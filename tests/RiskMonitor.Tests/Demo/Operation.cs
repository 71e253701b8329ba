using NodaTime;
using RiskMonitor.Billing;
using RiskMonitor.Surveillance;
using RiskMonitor.Units;
using RiskMonitor.Utilization;

namespace RiskMonitor.Tests.Demo;

/// <summary>A pool at work: hours, energy, bills, receipts and costs of every month.</summary>
/// <param name="sales">The contract with committed use first; at most one of each kind.</param>
/// <param name="use">Share of the pool's hours that each of the sales really uses in a month, in their order.</param>
internal sealed class Operation(
    Archive archive, Pool pool, Prices prices, IReadOnlyList<Sale> sales, Func<LocalDate, IReadOnlyList<decimal>> use)
{
    private const decimal HoursPerDay = 24m;
    private const decimal OfflineShare = 0.004m;
    private const decimal AllocatedPerActive = 1.03m;
    private const decimal EnergyPrice = 0.62m;
    private const decimal HallPrice = 0.70m;
    private const decimal ServicePrice = 0.45m;

    private static readonly LocalDate StatementsEnd = new(2026, 1, 5);

    private readonly Chance chance = new($"operation of {pool.Name}");

    /// <summary>Day on which the hours of a month are filed, where that is late.</summary>
    public Func<LocalDate, LocalDate?> LateUse { get; init; } = _ => null;

    /// <summary>So many days at the beginning of a month are told by samples of the cards and not by the scheduler.
    /// </summary>
    public Func<LocalDate, int> SampledDays { get; init; } = _ => 0;

    public void Run(LocalDate first, LocalDate last)
    {
        foreach (var sale in sales)
        {
            sale.Sign(archive, pool);
        }

        for (var month = first; month <= last; month = month.PlusMonths(1))
        {
            Month(month);
        }
    }

    private void Month(LocalDate month)
    {
        var days = month.PlusMonths(1).PlusDays(-1).Day;
        var shares = use(month);
        var daily = Enumerable.Range(0, days).Select(_ => shares.Sum() * chance.Around(0.03m)).ToList();
        var sampled = SampledDays(month); // in which a card works for a whole hour or not at all
        var active = daily.Select((share, day) =>
            Math.Round(pool.Cards * HoursPerDay * share, day < sampled ? 0 : 1)).ToList();
        Sample(month, active.GetRange(0, sampled));
        Report(month.PlusDays(sampled), active.GetRange(sampled, days - sampled));
        var energy = Energy.File(archive, pool, month, day => daily[day]);
        var left = active.Sum();
        for (var index = sales.Count - 1; index >= 0; index--)
        {
            var used = index == 0 ? left : Math.Round(active.Sum() * shares[index] / shares.Sum(), 1);
            left -= used;
            Bill(sales[index], month, sales[index].IsOnDemand
                ? used
                : Math.Round(pool.Cards * HoursPerDay * days * sales[index].Share * sales[index].Committed, 1));
        }

        var hours = pool.Cards * HoursPerDay * days;
        Pay("power", PaymentPurpose.Energy, Parties.Grid, month, energy * EnergyPrice);
        Pay("hall", PaymentPurpose.Hosting, Parties.Halls, month, hours * HallPrice);
        Pay("service", PaymentPurpose.Operations, Parties.Service, month, hours * ServicePrice);
    }

    private void Sample(LocalDate first, List<decimal> active)
    {
        if (active.Count == 0)
        {
            return;
        }

        var hours = active.SelectMany(day => Enumerable.Range(0, (int)HoursPerDay).Select(hour => CardHours.Of(
            Math.Floor(day / HoursPerDay) + (hour < day % HoursPerDay ? 1m : 0m)))).ToList();
        archive.File(
            pool.Reporter, FormattableString.Invariant($"{pool.Name}-samples-{first:uuuu-MM}"), first.AtMidnight(),
            new UtilizationReported(
                pool.Id, first.AtMidnight().WithOffset(Entry.Zone).ToInstant(), Duration.FromHours(1),
                new UnitProfile(SourceKind.Telemetry, "dcgm-exporter 4.8.0, allocated where active"),
                [.. hours], [.. hours], [.. hours.Select(_ => CardHours.Of(0m))]),
            "samples", first.PlusMonths(1).PlusDays(1), Evidence.Inferred);
    }

    private void Report(LocalDate month, List<decimal> active)
    {
        var full = pool.Cards * HoursPerDay;
        var offline = Math.Round(full * OfflineShare, 1);
        archive.File(
            pool.Reporter, FormattableString.Invariant($"{pool.Name}-use-{month:uuuu-MM}"), month.AtMidnight(),
            new UtilizationReported(
                pool.Id, month.AtMidnight().WithOffset(Entry.Zone).ToInstant(), Duration.FromDays(1),
                new UnitProfile(SourceKind.Scheduler, "scheduler-3.2"),
                [.. active.Select(hours => CardHours.Of(
                    Math.Min(Math.Round(hours * AllocatedPerActive, 1), full - offline)))],
                [.. active.Select(CardHours.Of)],
                [.. active.Select(_ => CardHours.Of(offline))]),
            "scheduler records", LateUse(month) ?? month.PlusDays(active.Count + 1), Evidence.Measured);
    }

    private void Bill(Sale sale, LocalDate month, decimal hours)
    {
        var period = new YearMonth(month.Year, month.Month);
        var end = month.PlusMonths(1).PlusDays(-1);
        var bill = FormattableString.Invariant($"{sale.Contract}-{month:uuuu-MM}");
        var amount = Pool.Cny(hours * (sale.IsOnDemand ? prices.At(pool.Chip, month) : sale.Price));
        archive.File(
            pool.Reporter, $"bill-{bill}", end,
            new BillIssued(
                sale.Id, period, pool.Id, BillId.Of(bill), CardHours.Of(hours), amount, sale.BuyerParty,
                pool.OperatorParty, Disclosed.Not<Money>("not-applicable")),
            "invoice", end.PlusDays(3));
        var paid = end.PlusDays(sale.PaidAfterDays);
        if (paid <= StatementsEnd)
        {
            archive.File(
                Reporters.Bank, $"receipt-{bill}", end,
                new PaymentReceived(
                    sale.Id, period, pool.Id, Disclosed.Of(BillId.Of(bill)), amount, sale.BuyerParty,
                    pool.OperatorParty, paid, $"in-{bill}"),
                "collection account", paid);
        }
    }

    private void Pay(string supply, PaymentPurpose purpose, PartyId payee, LocalDate month, decimal amount)
    {
        var paid = month.PlusMonths(1).PlusDays(19);
        if (paid > StatementsEnd)
        {
            return;
        }

        var id = FormattableString.Invariant($"{supply}-{pool.Name}-{month:uuuu-MM}");
        archive.File(
            Reporters.Bank, $"payment-{id}", month.PlusMonths(1).PlusDays(-1),
            new PaymentMade(
                ContractId.Of($"{supply}-{pool.Name}"), new YearMonth(month.Year, month.Month), pool.Id, purpose,
                Pool.Cny(amount), pool.OperatorParty, payee, paid, $"out-{id}"),
            "collection account", paid);
    }
}

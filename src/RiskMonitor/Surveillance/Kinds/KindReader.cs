using NodaTime;
using RiskMonitor.Alerts;
using RiskMonitor.Surveillance.Pools;

namespace RiskMonitor.Surveillance.Kinds;

/// <summary>Says of every hour of a pool in a window what it was (specs/use-kinds.md). Pure; keeps nothing.</summary>
internal sealed class KindReader(
    Knowledge knowledge, Groups groups, Rates rates, PoolMonths months, PolicyInForce policy, LocalDate lastClosed)
{
    private const int Digits = 6; // of a card-hour

    public UseKinds Of(PoolState pool, LocalDate to)
    {
        var from = to.PlusDays(1 - policy.Document.WindowDays.Value);
        var days = new DayReader(knowledge, pool, policy, to);
        var sales = new Sales(knowledge, groups, rates, new Returns(knowledge, groups), policy, lastClosed);
        var shapes = new SortedDictionary<int, MonthShape>();
        var signs = new SignReader(knowledge, pool, policy.Zone, from, to, Claimed);
        var (tally, board) = (new Tally(), new SignalBoard());
        for (var day = from; day <= to; day = day.PlusDays(1))
        {
            var (hours, shape, read) = (days.Of(day), ShapeOf(Months.Of(day)), signs.On(day));
            tally.Add(
                null, HourState.Absent, hours.Absent, Decision.Is(UseKind.Phantom, "not found by the last count"));
            if (hours.Why is { } why)
            {
                Unreported(tally, shape, hours, why);
            }
            else
            {
                Active(tally, shape, hours, read);
                Idle(tally, shape, hours, read);
            }

            board.Add(read);
        }

        var first = Months.Of(from); // the week before the window was looked at for its signs alone
        var trips = sales.TripsSince(first).ToList();
        return tally.Told(
            pool.Key, from, to,
            board.Told(shapes.Where(month => month.Key >= first).Select(month => month.Value), trips, days),
            [.. trips.Where(IsShown)], Ties(new Relations(knowledge, groups, to), sales, pool, to),
            pool.Registered!.Chip);

        MonthShape ShapeOf(int month)
        {
            if (!shapes.TryGetValue(month, out var shape))
            {
                var read = pool.Month(month, months, lastClosed);
                shapes.Add(month, shape = new MonthShape(pool, read, sales.Of(pool, read), days.Of));
            }

            return shape;
        }

        ClaimedHours? Claimed(LocalDate day) => days.Of(day) is { Why: null } hours
            ? new ClaimedHours(hours.Present, hours.Active, ShapeOf(Months.Of(day)).BilledDaily)
            : null;
    }

    /// <summary>Below telemetry only who paid can be told: related and back-stopped hours need no more.</summary>
    private static void Unreported(Tally tally, MonthShape shape, DayHours hours, Reason why)
    {
        var known = shape.Portions
            .Where(portion => portion.Settlement is Settlement.Related or Settlement.BackStop).ToList();
        var daily = known.ConvertAll(portion => portion.Hours / shape.Days);
        var parts = Split(hours.Present, [.. daily], Math.Max(hours.Present, daily.Sum()));
        foreach (var (place, portion) in known.Index())
        {
            tally.Add(
                portion.Contract, HourState.Unreported, parts[place], Decision.Is(
                    portion.Settlement == Settlement.Related ? UseKind.Related : UseKind.VendorBackstopped,
                    portion.Because));
        }

        tally.Add(
            null, HourState.Unreported, parts[^1],
            Decision.Open(
                why,
                [
                    UseKind.Commercial, UseKind.Internal, UseKind.IdleReserved, UseKind.IdleUnsold, UseKind.WashBurn,
                    UseKind.WashPaper,
                ],
                "no use was reported"));
    }

    private static void Active(Tally tally, MonthShape shape, DayHours hours, DaySigns signs)
    {
        var parts = Split(hours.Active, shape.Used, shape.Active);
        foreach (var (place, portion) in shape.Portions.Index())
        {
            tally.Add(portion.Contract, HourState.Active, parts[place], Decisions.Active(portion, signs));
        }

        tally.Add(null, HourState.Active, parts[^1], Decisions.Unbilled(signs, shape.Open));
    }

    private static void Idle(Tally tally, MonthShape shape, DayHours hours, DaySigns signs)
    {
        var waiting = hours.Present - hours.Active;
        var parts = Split(waiting, [.. shape.Idle, shape.HeldUnbilled], shape.Waiting);
        foreach (var (place, portion) in shape.Portions.Index())
        {
            tally.Add(portion.Contract, HourState.Idle, parts[place], Decisions.Idle(portion, signs, shape.Ratio));
        }

        tally.Add(null, HourState.Idle, parts[^2], Decisions.Unsold(isAllocated: true, shape.Open));
        tally.Add(null, HourState.Idle, parts[^1], Decisions.Unsold(isAllocated: false, shape.OpenIdle));
    }

    /// <summary>The day's hours in the parts of the month, and last what is in none of them; exact in sum.</summary>
    private static decimal[] Split(decimal hours, decimal[] parts, decimal whole) =>
        Shares.Split(hours, [.. parts, whole <= 0m ? 1m : Math.Max(whole - parts.Sum(), 0m)], Digits);

    private static bool IsShown(RoundTrip trip) => trip.Decided == true || trip.Paths.Count > 0;

    private static Sequence<Tie> Ties(Relations relations, Sales sales, PoolState pool, LocalDate day)
    {
        var owner = pool.OwnerOn(day);
        return
        [
            .. sales.Payers.SelectMany(pair => (relations.Between(pair.Payer, owner) ?? [])
                    .Concat(relations.Between(pair.Payer, pair.Payee) ?? [])
                    .Concat(relations.Shown(pair.Payer, owner))
                    .Concat(relations.Shown(pair.Payer, pair.Payee)))
                .Distinct(),
        ];
    }
}

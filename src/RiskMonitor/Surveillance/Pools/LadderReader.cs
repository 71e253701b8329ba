using NodaTime;
using RiskMonitor.Alerts;
using RiskMonitor.Billing;
using RiskMonitor.Collateral;
using RiskMonitor.Offtake;
using RiskMonitor.Policy;
using RiskMonitor.Units;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>Reads the rungs of a ladder off a pool's figures and the facts behind them. Pure; keeps nothing.</summary>
internal sealed class LadderReader(Knowledge knowledge, PoolMonths months, PolicyInForce policy, LocalDate lastClosed)
{
    private const decimal HoursPerDay = 24m;

    /// <summary>A rung and the one that holds it. Use is held by what is active as well as by what is paid.</summary>
    private static readonly (string Deeper, string Holding)[] Laws =
    [
        ("H", "X"), ("A", "H"), ("K", "H"), ("C", "A"), ("S", "C"), ("T", "S"), ("P", "B"), ("U", "P"), ("U", "C"),
    ];

    public Ladder Of(PoolFigures figures, Sequence<PartyId> parties)
    {
        var days = policy.Document.WindowDays.Value;
        var from = figures.Day.PlusDays(1 - days);
        var span = new Span(figures, from, Months.DayNumber(from), Months.DayNumber(figures.Day), days);
        var rungs = Rungs(span);
        return new Ladder(
            figures.Pool.Key, from, figures.Day, figures.Pool.Registered!.Jurisdiction, parties, policy.Stamp,
            [.. rungs.Select(rung => rung.Shown(figures.Window.Installed))], Breaches(rungs));
    }

    private List<Draft> Rungs(Span span)
    {
        var measured = new MeasuredHours(knowledge, span.Figures.Pool.Key, policy.Zone, span.From, span.Figures.Day);
        var (window, all) = (span.Figures.Window, span.CardHours);
        var (covered, blocks) = (measured.Coverage, measured.Evidence);
        var part = span.Figures.Pool.Ledger.Partly(span.First, span.Last);
        var open = (span.Days - part.Days) * (all / span.Days); // whatever the days without a block may hold
        return
        [
            Existence(span),
            new("H", "installed", window.Installed, part.Days > 0 ? all - part.Offline - open : null, all, covered,
                blocks),
            Delivered(span),
            new("A", "allocated", window.Allocated, part.Allocated, part.Allocated + open, covered, blocks),
            new("C", "active", window.Active, part.Active, part.Active + open, covered, blocks),
            measured.Sm.Draft("S", "multiprocessors active", span.Days, all),
            measured.Tensor.Draft("T", "tensor pipes active", span.Days, all),
            .. Sold(span),
        ];
    }

    /// <summary>What inspectors last found on each site, if that is not older than the calendar asks.</summary>
    private Draft Existence(Span span)
    {
        var stale = policy.Document.Reporting.FirstOrDefault(one => one.Kind == ReportedKind.Census)?.StaleDays;
        var counts = knowledge.About<CardsCounted>(span.Figures.Pool.Key)
            .Where(count => DayOf(count.ValidTime) <= span.Figures.Day)
            .GroupBy(count => (count.Data.Site, count.Data.Chip))
            .Select(place => place.Last()).ToList();
        var found = counts.Sum(count => count.Data.Found) * HoursPerDay * span.Days;
        var expected = counts.Sum(count => count.Data.Found + count.Data.Missing) * HoursPerDay * span.Days;
        var old = counts.Exists(count => Period.DaysBetween(DayOf(count.ValidTime), span.Figures.Day) > stale);
        var missing = counts.Count == 0 ? Reason.Missing("census") : old ? Reason.Stale("census") : null;
        return new Draft(
            "X", "exists", new Known(found, missing), counts.Count == 0 ? null : found,
            counts.Count == 0 ? null : found + Math.Max(span.CardHours - expected, 0m),
            span.CardHours == 0m ? 0m : Math.Min(1m, expected / span.CardHours),
            Weakest(counts.Select(count => count.Evidence)));
    }

    /// <summary>What contracts in force and called off put at somebody's disposal, day by day.</summary>
    private Draft Delivered(Span span)
    {
        var pool = span.Figures.Pool;
        var (hours, unknown) = (0m, false);
        for (var number = span.First; number <= span.Last; number++)
        {
            var day = Months.Day(number);
            var cards = pool.Cards.At(number) * HoursPerDay;
            hours += pool.Contracts.Where(one => one.IsInForce(day) && one.IsCalledOff(day))
                .Sum(one => one.At(day).ShareOf(pool.Id) * cards);
            unknown |= pool.ContractsBilledIn(Months.Of(day)).Any(id => pool.ContractOf(id) is null);
        }

        var signed = pool.Contracts.Where(one => one.SignedOn <= span.Figures.Day)
            .SelectMany(one => knowledge.About<OfftakeSigned>($"contract/{one.Id}"));
        return new Draft(
            "K", "delivered", new Known(Doubt.Rounded(hours), unknown ? Doubt.Contract : null), hours,
            unknown ? null : hours, unknown ? 0m : 1m, Weakest(signed.Select(fact => fact.Evidence)));
    }

    private IEnumerable<Draft> Sold(Span span)
    {
        var window = span.Figures.Window;
        var settled = 0;
        var (bills, payments) = (new List<Evidence>(), new List<Evidence>());
        for (var month = Months.Of(span.From); month <= Months.Of(span.Figures.Day); month++)
        {
            var first = Math.Max(Months.DayNumber(Months.First(month)), span.First);
            var last = Math.Min(Months.DayNumber(Months.Last(month)), span.Last);
            var read = span.Figures.Pool.Month(month, months, lastClosed);
            settled += read is { IsMature: true, Gap: null } ? last - first + 1 : 0;
            foreach (var contract in span.Figures.Pool.ContractsBilledIn(month))
            {
                var stream = BillingPeriod.Stream(ContractId.Of(contract), Months.YearMonth(month));
                bills.AddRange(knowledge.About<BillIssued>(stream).Where(bill => bill.Data.Pool == span.Figures.Pool.Id)
                    .Select(bill => bill.Evidence));
                payments.AddRange(knowledge.About<PaymentReceived>(stream)
                    .Where(payment => payment.Data.Pool == span.Figures.Pool.Id).Select(payment => payment.Evidence));
            }
        }

        var coverage = settled / (decimal)span.Days;
        var (billed, paid) = (Weakest(bills), Weakest(bills.Concat(payments)));
        var commercial = window.Commercial;
        yield return new("B", "billed", window.Billed, window.Billed.Value, High(window.Billed), coverage, billed);
        yield return new(
            "P", "paid", window.Paid, window.Paid.Value, window.Paid.Is ? window.Paid.Value : High(window.Billed),
            coverage, paid);
        yield return new(
            "U", "commercial", new Known(commercial.Central, commercial.Missing), commercial.Low,
            commercial.Is ? commercial.High : High(window.Billed), coverage, paid);
    }

    private static decimal? High(Known hours) => hours.Is ? hours.Value : null;

    private Sequence<LadderBreach> Breaches(List<Draft> rungs)
    {
        var most = 1m + policy.Document.Rules.DataQuality.LawTolerance.Value.Value;
        var bySymbol = rungs.ToDictionary(rung => rung.Symbol, StringComparer.Ordinal);
        return
        [
            .. Laws.Select(law => (law, deeper: bySymbol[law.Deeper], holding: bySymbol[law.Holding]))
                .Where(pair => pair.deeper.Hours.Is && pair.holding.Hours.Is
                    && (pair.deeper.Low ?? 0m) > (pair.holding.High ?? decimal.MaxValue / most) * most)
                .Select(pair => new LadderBreach(
                    $"{pair.law.Deeper} ≤ {pair.law.Holding}",
                    Figure.Of(Doubt.Rounded(pair.deeper.Low!.Value - pair.holding.High!.Value)))),
        ];
    }

    private LocalDate DayOf(Instant time) => time.InZone(policy.Zone).Date;

    internal static Evidence? Weakest(IEnumerable<Evidence> evidence)
    {
        Evidence? weakest = null;
        foreach (var one in evidence)
        {
            weakest = weakest > one ? weakest : one;
        }

        return weakest;
    }

    /// <param name="First">Number of the first day.</param>
    /// <param name="Last">Number of the last day.</param>
    private sealed record Span(PoolFigures Figures, LocalDate From, int First, int Last, int Days)
    {
        /// <summary>Of all commissioned cards, offline or not.</summary>
        public decimal CardHours => Figures.Pool.Cards.CardDays(First, Last) * HoursPerDay;
    }

    /// <summary>A rung before it is rounded and compared with what is installed.</summary>
    internal sealed record Draft(
        string Symbol, string Name, Known Hours, decimal? Low, decimal? High, decimal Coverage, Evidence? Evidence)
    {
        public Rung Shown(Known installed) => new(
            Symbol,
            Name,
            Rounded(Low),
            Hours.Is ? Rounded(Hours.Value) : null,
            Rounded(High),
            Hours.Is && installed is { Is: true, Value: > 0m }
                ? new Ratio(Doubt.Rounded(Hours.Value / installed.Value))
                : null,
            new Ratio(Doubt.Rounded(Coverage)),
            Evidence,
            Hours.Missing);

        private static Figure? Rounded(decimal? hours) =>
            hours is { } value ? Figure.Of(Doubt.Rounded(Math.Max(value, 0m))) : null;
    }
}

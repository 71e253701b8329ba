using System.Xml.Linq;
using NodaTime;
using RiskMonitor.Alerts;
using RiskMonitor.Collateral;
using RiskMonitor.Host.Utilization;
using RiskMonitor.Offtake;
using RiskMonitor.Surveillance;
using RiskMonitor.Surveillance.Pools;
using RiskMonitor.Units;
using RiskMonitor.Utilization;

namespace RiskMonitor.Tests.Surveillance.Pools;

/// <summary>
/// A pool of 1,000 cards in June 2025: 30 days, so 720,000 installed card-hours. A framework contract for 60 per cent
/// of it was billed 400,000 hours for 1,000,000 dollars.
/// </summary>
public sealed class LadderTests
{
    private static readonly YearMonth June = new(2025, 6);
    private static readonly LocalDate Day = new(2025, 6, 30);
    private static readonly Instant Start = June.OnDayOfMonth(1)
        .AtStartOfDayInZone(DateTimeZoneProviders.Tzdb["America/Chicago"]).ToInstant();

    [Fact]
    public void Every_rung_is_there_with_its_hours_share_coverage_and_evidence()
    {
        var history = Pool(paid: 1_000_000m);
        history.Count(found: 900, missing: 100);
        history.Block(Hours(20_000m), Hours(16_000m), Hours(0m), Hours(12_000m), Hours(5_000m));

        var ladder = Read(history);

        ladder.Rungs.Select(rung => $"{rung.Symbol} {rung.Central} {rung.OfInstalled} {rung.Coverage} {rung.Missing}")
            .ShouldBe(
            [
                "X 648000 0.9 1 ", // 900 cards × 720 hours
                "H 720000 1 1 ",
                "K 432000 0.6 1 ", // 60 per cent of the capacity are promised
                "A 600000 0.833333333333 1 ", // 30 days of 20,000
                "C 480000 0.666666666667 1 ",
                "S 360000 0.5 1 ",
                "T 150000 0.208333333333 1 ",
                "B 400000 0.555555555556 1 ",
                "P 400000 0.555555555556 1 ",
                "U 400000 0.555555555556 1 ",
            ]);
        ladder.Rungs.ShouldAllBe(rung => rung.Evidence == Evidence.Documented);
        ladder.Breaches.Select(breach => $"{breach.Law} {breach.Excess}").ShouldBe(["H ≤ X 72000"]);
    }

    [Fact]
    public void Nothing_filed_is_nothing_known_and_never_zero()
    {
        var ladder = Read(Pool(paid: 0m, bill: false));

        foreach (var symbol in new[] { "X", "S", "T" })
        {
            var rung = Of(ladder, symbol);
            (rung.Low, rung.Central, rung.High, rung.Evidence).ShouldBe((null, null, null, null));
            rung.Missing.ShouldNotBeNull();
            rung.Coverage.Value.ShouldBe(0m);
        }
    }

    [Fact]
    public void Days_without_a_block_widen_the_interval_by_what_they_may_hold()
    {
        var history = Pool(paid: 1_000_000m);
        history.Block(
            Hours(20_000m, 10), Hours(16_000m, 10), Hours(1_000m, 10), Hours(8_000m, 10)); // of thirty days

        var ladder = Read(history);

        Shown(ladder, "A").ShouldBe("200000 – 680000 missing(utilization), 0.333333333333"); // 20 days of 24,000 more
        Shown(ladder, "C").ShouldBe("160000 – 640000 missing(utilization), 0.333333333333");
        Shown(ladder, "H").ShouldBe("230000 – 720000 missing(utilization), 0.333333333333"); // 10,000 were offline
        Shown(ladder, "S").ShouldBe("80000 – 560000 missing(utilization), 0.333333333333");
        Of(ladder, "A").OfInstalled.ShouldBeNull();
    }

    [Fact]
    public void A_later_word_of_the_same_windows_replaces_an_earlier_one()
    {
        var history = Pool(paid: 1_000_000m);
        history.Block(Hours(20_000m), Hours(16_000m), Hours(0m), Hours(12_000m));
        history.Block(Hours(20_000m), Hours(16_000m), Hours(0m), Hours(9_000m));

        Of(Read(history), "S").Central.ShouldBe(Figure.Of(270_000m));
    }

    [Fact]
    public void Half_paid_is_half_commercial_and_a_stale_census_proves_no_card()
    {
        var history = Pool(paid: 500_000m);
        history.Count(found: 1_000, missing: 0, on: new LocalDate(2024, 1, 2));

        var ladder = Read(history);

        Of(ladder, "P").Central.ShouldBe(Figure.Of(200_000m));
        Of(ladder, "U").Central.ShouldBe(Figure.Of(200_000m));
        Of(ladder, "X").Missing.ShouldBe(Reason.Stale("census"));
        Of(ladder, "X").Central.ShouldBeNull();
    }

    [Fact]
    public void A_rung_above_the_one_that_holds_it_is_named_with_its_excess()
    {
        var history = Pool(paid: 1_000_000m);
        history.Block(Hours(20_000m), Hours(16_000m), Hours(0m), Hours(17_000m), Hours(17_500m));

        Read(history).Breaches.Select(breach => $"{breach.Law} {breach.Excess}").ShouldBe(
            ["S ≤ C 30000", "T ≤ S 15000"]);
    }

    [Fact]
    public void The_drawing_is_an_image_that_says_every_rung()
    {
        var ladder = Read(Pool(paid: 1_000_000m));

        var drawing = XDocument.Parse(LadderSvg.Of(ladder, 42));

        drawing.Root!.Name.LocalName.ShouldBe("svg");
        var words = string.Join('\n', drawing.Descendants().Where(one => one.Name.LocalName == "text")
            .Select(one => one.Value));
        foreach (var rung in ladder.Rungs)
        {
            words.ShouldContain($"{rung.Symbol}  {rung.Name}");
        }

        words.ShouldContain("missing(census)");
        words.ShouldContain("400,000 (55.6");
    }

    private static Ladder Read(History history) => history.Pools.LadderOf(
        PoolHistory.Subject, Day, history.Policies.On(Day, History.Place)!)!;

    private static Rung Of(Ladder ladder, string symbol) => ladder.Rungs.Single(rung => rung.Symbol == symbol);

    private static string Shown(Ladder ladder, string symbol) =>
        Of(ladder, symbol) is var rung ? $"{rung.Low} – {rung.High} {rung.Missing}, {rung.Coverage}" : "";

    private static Sequence<CardHours> Hours(decimal daily, int days = 30) =>
        [.. Enumerable.Repeat(daily.CardHours, days)];

    private static History Pool(decimal paid, bool bill = true)
    {
        var history = PoolHistory.With(PoolHistory.DefaultPolicy(), new LocalDate(2025, 6, 1));
        history.Register();
        history.Sign("c1", OfftakeKind.Framework, share: 0.6m, price: 2.5m);
        history.Order("c1");
        if (bill)
        {
            history.Bill("c1", June, 400_000m, 1_000_000m);
            history.Pay("c1", June, paid, new LocalDate(2025, 7, 20));
            history.Pay("c1", new YearMonth(2025, 8), 1m, new LocalDate(2025, 9, 20)); // the bank has come so far
        }

        history.Close(new LocalDate(2025, 8, 31));
        return history;
    }
}

/// <summary>What the ladder needs besides.</summary>
internal static class LadderHistory
{
    extension(History history)
    {
        public void Count(int found, int missing, LocalDate? on = null) => history.File(
            new CardsCounted(
                PoolHistory.Pool, SiteId.Of("site-1"), PoolHistory.Chip, CountMethod.OnSite, found, missing,
                PartyId.Of("inspector"), InspectorIndependence.Independent),
            on ?? new LocalDate(2025, 6, 20));

        public void Block(
            Sequence<CardHours> allocated, Sequence<CardHours> active, Sequence<CardHours> offline,
            Sequence<CardHours>? sm = null, Sequence<CardHours>? tensor = null)
        {
            var start = new LocalDate(2025, 6, 1)
                .AtStartOfDayInZone(DateTimeZoneProviders.Tzdb["America/Chicago"]).ToInstant();
            history.File(
                new UtilizationReported(
                    PoolHistory.Pool, start, Duration.FromDays(1), new UnitProfile(SourceKind.Telemetry, "4.9.0"),
                    allocated, active, offline, sm, tensor),
                start);
        }
    }
}

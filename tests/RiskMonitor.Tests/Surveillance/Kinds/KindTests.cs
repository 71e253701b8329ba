using CsCheck;
using NodaTime;
using RiskMonitor.Alerts;
using RiskMonitor.Offtake;
using RiskMonitor.Parties;
using RiskMonitor.Surveillance.Kinds;
using RiskMonitor.Tests.Surveillance.Pools;
using RiskMonitor.Units;
using RiskMonitor.Utilization;
using static RiskMonitor.Tests.Surveillance.Kinds.KindWorld;

namespace RiskMonitor.Tests.Surveillance.Kinds;

/// <summary>600,000 hours of a pool in June were sold on demand and run; what one fact more makes of it.</summary>
public sealed class KindTests
{
    [Fact]
    public void Used_paid_and_kept_is_commercial_whether_or_not_a_meter_was_read()
    {
        var history = Sold();

        history.Kinds().Shown().ShouldBe("Commercial 600000, IdleUnsold 120000");
    }

    [Theory]
    [InlineData("related", UseKind.Related)]
    [InlineData("vendor", UseKind.VendorBackstopped)]
    [InlineData("owner", UseKind.Internal)]
    public void Who_paid_decides_whose_use_it_was(string payer, UseKind kind)
    {
        var history = Sold(payer);
        history.Relate("holding", "owner", 0.6m, PoolHistory.Commissioned);
        history.Relate("holding", "related", 0.2m, PoolHistory.Commissioned);
        history.Name("vendor", PartyRole.Vendor);

        history.Kinds().Shown().ShouldBe($"{kind} 600000, IdleUnsold 120000");
    }

    [Fact]
    public void A_group_is_explained_edge_by_edge_and_what_does_not_unite_is_shown()
    {
        var history = Sold("related");
        history.Relate("holding", "owner", 0.6m, PoolHistory.Commissioned);
        history.Relate("holding", "related", 0.2m, PoolHistory.Commissioned);
        history.File(
            new PartyRelationDeclared(
                PartyId.Of("related"), PartyId.Of("owner"), PartyRelation.Address,
                Disclosed.Not<Ratio>("not-applicable")),
            PoolHistory.Commissioned);

        history.Kinds().Ties.Select(tie => $"{tie.Party} {tie.Related} {tie.Relation} {tie.Unites}").ShouldBe(
            ["holding related Control True", "holding owner Control True", "related owner Address False"]);
    }

    [Fact]
    public void Billed_within_the_group_and_never_paid_is_internal()
    {
        var history = Sold("related", share: 0m);
        history.Relate("owner", "related", 1m, PoolHistory.Commissioned);

        history.Kinds().Hours(UseKind.Internal).ShouldBe(600_000m);
    }

    [Fact]
    public void Half_paid_is_half_commercial_and_the_rest_is_no_kind()
    {
        var kinds = Sold(share: 0.5m).Kinds();

        kinds.Shown().ShouldBe("Commercial 300000, IdleUnsold 120000, missing(payment) 300000");
    }

    [Fact]
    public void Cards_that_a_count_did_not_find_are_phantom_before_anything_else()
    {
        var history = Sold();
        history.Count(found: 900, missing: 100);

        history.Kinds().Shown().ShouldBe("Commercial 600000, IdleUnsold 48000, Phantom 72000");
    }

    [Fact]
    public void Days_that_nobody_reported_are_undetermined_and_may_be_anything_that_they_might_be()
    {
        var history = Pool();
        history.Sign("c1", OfftakeKind.OnDemand, share: 0.9m, price: 2.5m);
        history.Order("c1");
        history.Run(active: 20_000m, days: 51); // ten days of June are missing
        history.Sell("c1", 600_000m, 1_500_000m);

        var kinds = history.Kinds();

        kinds.Shown().ShouldBe("Commercial 400000, IdleUnsold 80000, missing(utilization) 240000");
        kinds.CommercialHigh.ShouldBe(Figure.Of(640_000m));
    }

    [Fact]
    public void While_a_month_is_young_what_is_not_billed_or_paid_waits_with_its_reason()
    {
        var history = Sold(share: 0.5m);

        history.Kinds(closed: new LocalDate(2025, 7, 25)).Shown().ShouldBe(
            "IdleUnsold 120000, immature(2025-06) 600000"); // the half that came may still go back
    }

    [Fact]
    public void Energy_that_cannot_have_run_the_hours_makes_their_bill_paper()
    {
        var history = Sold();
        history.Meter(_ => 80m);

        var kinds = history.Kinds();

        kinds.Shown().ShouldBe("IdleUnsold 120000, WashPaper 600000");
        kinds.Signals.Single(signal => signal.Name == "energy-residual").Holds.ShouldBe(30);
    }

    [Fact]
    public void A_meter_that_was_not_read_for_a_part_of_the_days_proves_nothing_about_them()
    {
        var history = Sold();
        history.Meter(_ => 80m);
        history.File(
            new EnergyMetered(
                PoolHistory.Pool, Instant.FromUtc(2025, 6, 29, 5, 0), Duration.FromHours(1), "second hall",
                [KilowattHours.Of(80m)]),
            LastOfJune);

        var kinds = history.Kinds();

        kinds.Hours(UseKind.WashPaper).ShouldBe(0m);
        kinds.Signals.Single(signal => signal.Name == "energy-residual").Missing.ShouldBe(Reason.Missing("energy"));
    }

    [Fact]
    public void A_flat_load_that_serves_tokens_at_a_price_in_energy_that_models_have_is_work()
    {
        var burning = Sold();
        burning.Send("owner", "tenant", 1_500_000m, new LocalDate(2025, 8, 5));
        var serving = Sold();
        serving.Send("owner", "tenant", 1_500_000m, new LocalDate(2025, 8, 5));
        foreach (var history in new[] { burning, serving })
        {
            history.Meter(_ => 600m);
        }

        // 14,400 kWh a day are 5.2e10 J: at a joule and a half behind the meter, 3.5e10 tokens
        serving.File(
            new TokensServed(
                PoolHistory.Pool, Instant.FromUtc(2025, 5, 1, 5, 0), Duration.FromDays(1), "m",
                [.. Enumerable.Repeat(new TokenCounts(0, 0, 35_000_000_000, 0), 61)],
                Disclosed.Not<TokenPrices>("not-collected")),
            Instant.FromUtc(2025, 5, 1, 5, 0));

        burning.Kinds().Hours(UseKind.WashBurn).ShouldBe(600_000m);
        serving.Kinds().Shown().ShouldBe("IdleUnsold 120000, contested(undetermined-use) 600000");
    }

    [Fact]
    public void One_sign_alone_makes_no_paper()
    {
        var history = Pool();
        history.Sign("c1", OfftakeKind.Framework, share: 0.6m, price: 2.5m);
        history.Order("c1");
        history.Run(active: 1_000m, allocated: 14_000m);
        history.Sell("c1", 420_000m, 1_050_000m);

        history.Kinds().Shown().ShouldBe("Commercial 30000, IdleUnsold 300000, missing(energy) 390000");
    }

    [Theory]
    [InlineData(599_999, 5, 19, "Commercial 600000, IdleUnsold 120000")] // a dollar short of six tenths
    [InlineData(600_000, 5, 19, "IdleUnsold 120000, WashBurn 600000")]
    [InlineData(600_000, 5, 20, "Commercial 600000, IdleUnsold 120000")] // on the thirty-first day
    public void Six_tenths_within_thirty_days_is_a_round_trip(int amount, int from, int day, string shown)
    {
        var history = Sold(amount: 1_000_000m);
        history.Send("owner", "agent", amount, new LocalDate(2025, 8, from));
        history.Send("agent", "tenant", amount, new LocalDate(2025, 8, day));

        history.Kinds().Shown().ShouldBe(shown);
    }

    [Fact]
    public void The_payers_group_is_the_payer_and_a_ring_of_six_is_too_long()
    {
        var history = Sold(amount: 1_000_000m);
        history.Relate("tenant", "sister", 1m, PoolHistory.Commissioned);
        history.Send("owner", "a", 900_000m, new LocalDate(2025, 8, 1));
        history.Send("a", "b", 900_000m, new LocalDate(2025, 8, 1));
        history.Send("b", "c", 900_000m, new LocalDate(2025, 8, 1));
        history.Send("c", "d", 900_000m, new LocalDate(2025, 8, 1));
        history.Send("d", "tenant", 900_000m, new LocalDate(2025, 8, 1));
        history.Kinds().Hours(UseKind.Commercial).ShouldBe(600_000m);

        history.Send("c", "sister", 900_000m, new LocalDate(2025, 8, 2));
        history.Kinds().Hours(UseKind.Commercial).ShouldBe(0m);
    }

    [Fact]
    public void Every_hour_lies_in_one_kind_or_in_none_and_the_sums_are_exact() => Worlds.Sample(
        world =>
        {
            var history = Pool();
            world.Tell(history);
            var kinds = history.Kinds(world.Closed);

            var lines = kinds.Lines.Sum(line => line.Hours.Value);
            lines.ShouldBe(kinds.Hours.Value);
            (kinds.Kinds.Sum(kind => kind.Hours.Value) + kinds.Undetermined.Value).ShouldBe(lines);
            kinds.Open.Sum(open => open.Hours.Value).ShouldBe(kinds.Undetermined.Value);
            kinds.Hours.Value.ShouldBe(720_000m);
            kinds.Lines.ShouldAllBe(line => line.Hours.Value >= 0m && (line.Kind == null) == (line.Reason != null));
            kinds.Lines.ShouldAllBe(line => line.Because.Count > 0);
            kinds.Hours(UseKind.Commercial).ShouldBeLessThanOrEqualTo(world.Active * world.DaysOfJune);
            kinds.CommercialHigh.Value.ShouldBeGreaterThanOrEqualTo(kinds.CommercialLow.Value);
            kinds.Lines.ShouldAllBe(line => line.State != HourState.Idle || line.Contract == null
                || line.Kind != UseKind.WashPaper || line.Contract.Value != "reserved");
        },
        iter: 150);

    private static readonly Gen<World> Worlds = Gen.Select(
        Gen.Int[0, 24_000], Gen.Int[0, 61], Gen.Int[0, 700_000], Gen.Int[0, 700_000],
        Of("tenant", "related", "vendor", "owner"), Of(0m, 0.3m, 1m, 1.2m), Gen.Int[0, 1_500],
        Gen.Int[-1, 1_100])
        .Select(Gen.Int[0, 120], Gen.Int[-1, 700], (world, closed, watts) => new World(
            world.Item1, world.Item2, world.Item3, world.Item4, world.Item5, world.Item6, world.Item7, world.Item8,
            new LocalDate(2025, 6, 30).PlusDays(closed), watts));

    private static Gen<T> Of<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(place => values[place]);

    private static History Sold(string payer = "tenant", decimal share = 1m, decimal amount = 1_500_000m)
    {
        var history = Pool();
        history.Sign("c1", OfftakeKind.OnDemand, share: 0.9m, price: 2.5m);
        history.Order("c1");
        history.Run(active: 20_000m, tensor: 19_000m);
        history.Sell("c1", 600_000m, amount, payer, share);
        return history;
    }

    private sealed record World(
        int Active, int Days, int OnDemand, int Reserved, string Payer, decimal Share, int Back, int Missing,
        LocalDate Closed, int Kilowatts)
    {
        public int DaysOfJune => Math.Max(Days - 31, 0);

        public void Tell(History history)
        {
            history.Sign("demand", OfftakeKind.OnDemand, share: 0.5m, price: 2.5m);
            history.Sign("reserved", OfftakeKind.TakeOrPay, share: 0.5m, price: 2.5m, buyer: Payer);
            history.Order("demand");
            history.Relate("owner", "related", 0.5m, PoolHistory.Commissioned);
            history.Name("vendor", PartyRole.Vendor);
            if (Days > 0)
            {
                history.Run(Active, Math.Min(Active + 1_000m, 24_000m), Active * 0.95m, Days);
            }

            history.Sell("demand", OnDemand, 1_000m, "tenant", Share);
            history.Sell("reserved", Reserved, 700m, Payer);
            history.Send("owner", "tenant", Back + 1m, new LocalDate(2025, 8, 1));
            if (Missing >= 0)
            {
                history.Count(Math.Max(1_000 - Missing, 0), Missing);
            }

            if (Kilowatts >= 0)
            {
                history.Meter(hour => Kilowatts + (hour % 3));
            }
        }
    }
}

using NodaTime;
using RiskMonitor.Offtake;
using RiskMonitor.Surveillance.Kinds;
using RiskMonitor.Tests.Surveillance.Pools;
using RiskMonitor.Units;
using static RiskMonitor.Tests.Surveillance.Kinds.KindWorld;

namespace RiskMonitor.Tests.Surveillance.Kinds;

/// <summary>Three deceits are named with their evidence, and an honest pool that looks like one is not.</summary>
public sealed class DeceitTests
{
    private static readonly UseKind[] Wash = [UseKind.WashBurn, UseKind.WashPaper];

    [Fact]
    public void A_bill_for_hours_that_were_not_run_and_had_no_energy_is_paper()
    {
        var history = Deceits.Paper();

        var kinds = history.Kinds();

        kinds.Shown().ShouldBe("Commercial 30000, IdleUnsold 300000, WashPaper 390000");
        var line = kinds.Lines.Single(line => line.Kind == UseKind.WashPaper);
        (line.Contract!.Value, line.State).ShouldBe(("c1", HourState.Idle));
        line.Because.ShouldBe(
        [
            "paid by an end user, and the money stayed", "billed far more than was active",
            "no energy for what was billed",
        ]);
        var ratio = Of(kinds, "billed-over-active");
        (ratio.Low, ratio.Holds, ratio.Of).ShouldBe((Figure.Of(14m), 1, 1)); // 420,000 over 30,000
        var energy = Of(kinds, "energy-residual-billed");
        (energy.Holds, energy.Of).ShouldBe((30, 30));
        // The week before the first of June counts for it: in May 420,000 h are 13,548 a day, at 346 W, and the others
        // draw 70 W; 1,920 kWh behind an overhead of 1.1 are a third of it.
        var billed = 420_000m / 31m;
        var expected = (0.346m * billed) + (0.07m * (24_000m - billed));
        energy.High!.Value.Value.ShouldBe((1_920m / 1.1m / expected) - 1m, 1e-9m);
    }

    [Fact]
    public void A_flat_load_whose_price_came_back_is_burn()
    {
        var history = Deceits.Burn();

        var kinds = history.Kinds();

        kinds.Shown().ShouldBe("IdleUnsold 120000, WashBurn 600000");
        kinds.Unified.Select(hours =>
            $"{hours.Class} {hours.Active} {hours.UnifiedActive!.Low} {hours.UnifiedActive.High} {hours.Missing}")
            .ShouldBe(
            [
                "Training 600000 0 600000 missing(interconnect)", "Prefill 600000 600000 600000 ",
                "Decode 600000 600000 600000 ",
            ]);
        kinds.Lines.Single(line => line.Kind == UseKind.WashBurn).Because.ShouldBe(
            ["paid, and the money came back", "the load is flat and keeps tensor pipes busy"]);
        var trip = kinds.RoundTrips.ShouldHaveSingleItem();
        (trip.Returned.Value, trip.Decided).ShouldBe((0.933333333333m, true));
        Of(kinds, "flatness").Holds.ShouldBe(30);
        Of(kinds, "tensor-busy").Low.ShouldBe(Figure.Of(0.95m));
    }

    [Fact]
    public void A_flat_load_that_nobody_was_billed_for_is_burn_and_work_is_not()
    {
        var burning = Pool();
        burning.Run(active: 20_000m, tensor: 19_000m);
        burning.Meter(_ => 600m);
        var working = Pool();
        working.Run(active: 20_000m, tensor: 19_000m);
        working.Meter(hour => hour % 24 < 12 ? 640m : 560m);

        burning.Kinds().Shown().ShouldBe("IdleUnsold 120000, WashBurn 600000");
        working.Kinds().Shown().ShouldBe("IdleUnsold 120000, missing(bill) 600000");
    }

    [Fact]
    public void Money_that_comes_back_through_a_ring_of_five_is_found_with_every_step_and_the_hours_are_no_use()
    {
        var history = Deceits.Ring();

        var kinds = history.Kinds();

        kinds.Shown().ShouldBe("IdleUnsold 300000, WashBurn 30000, WashPaper 390000");
        var trip = kinds.RoundTrips.ShouldHaveSingleItem();
        (trip.Payer.Value, trip.Payee.Value, trip.Returned.Value).ShouldBe(("tenant", "owner", 0.925m));
        var path = trip.Paths.ShouldHaveSingleItem();
        path.Carried.ShouldBe(925_000m.Usd);
        path.Steps.Select(step => $"{step.Payer} {step.Payee} {step.Amount.Amount} {step.ValueDate:MM-dd}").ShouldBe(
        [
            "owner fund 950000 07-25", "fund agent 940000 07-28", "agent studio 930000 08-01",
            "studio tenant 925000 08-05",
        ]);
        path.Steps.ShouldAllBe(step => history.Facts[(int)step.Position].Data is Billing.PaymentMade);
        // The rules still see what comes straight back alone, as specs/indicators.md says.
        history.Indicator("U", LastOfJune).Central!.Value.Value.ShouldBe(30_000m);
    }

    [Fact]
    public void The_take_or_pay_pool_that_stands_idle_and_is_paid_is_reserved_and_never_wash()
    {
        var history = Deceits.Reserved();

        var kinds = history.Kinds();

        kinds.Shown().ShouldBe("Commercial 15000, IdleReserved 417000, IdleUnsold 288000");
        kinds.RoundTrips.ShouldBeEmpty();
    }

    [Fact]
    public void Not_even_money_that_comes_back_makes_idle_hours_of_take_or_pay_wash_but_they_are_not_reserved_either()
    {
        var history = Pool();
        history.Sign("c1", OfftakeKind.TakeOrPay, share: 0.6m, price: 2.5m);
        history.Run(active: 0m);
        history.Meter(_ => 75m);
        history.Sell("c1", 432_000m, 1_080_000m);
        history.Send("owner", "tenant", 1_080_000m, new LocalDate(2025, 7, 21));

        var kinds = history.Kinds();

        Wash.ShouldAllBe(kind => kinds.Hours(kind) == 0m);
        kinds.Shown().ShouldBe("IdleUnsold 288000, contested(undetermined-use) 432000");
        kinds.Open.ShouldHaveSingleItem().May.ShouldBe([UseKind.IdleReserved, UseKind.Related]);
        kinds.RoundTrips.ShouldHaveSingleItem().Decided.ShouldBe(true);
    }

    private static Signal Of(UseKinds kinds, string name) => kinds.Signals.Single(signal => signal.Name == name);
}

using NodaTime;
using RiskMonitor.Lending;
using RiskMonitor.Market;
using RiskMonitor.Offtake;
using RiskMonitor.Units;

namespace RiskMonitor.Tests.Surveillance.Pools;

/// <summary>Debt beside the 16 million of the eighth vector, and what falls due against its cash.</summary>
public sealed class DebtTests
{
    private static readonly LocalDate Day = new(2025, 6, 30);
    private static readonly Disclosed<Ratio> NoReturn = Disclosed.Not<Ratio>("not-applicable");

    [Fact]
    public void A_stock_converts_at_the_fixing_of_the_day()
    {
        var history = InYuan();
        history.File(Fixing(0.14m), Day);
        Debt(history).ShouldBe(16_000_000m + 980_000m);
        history.File(Fixing(0.15m), Day.PlusDays(1)); // of another day
        Debt(history).ShouldBe(16_000_000m + 980_000m);
    }

    /// <summary>The 30th of June 2025 is a Monday: five business days before it is Monday the 23rd.</summary>
    [Fact]
    public void A_fixing_more_than_five_business_days_old_converts_nothing()
    {
        var history = InYuan();
        history.File(Fixing(0.14m), new LocalDate(2025, 6, 20));
        history.Indicator("D", Day).Missing!.ToString().ShouldBe("missing(fx)");
        history.File(Fixing(0.13m), new LocalDate(2025, 6, 23));
        Debt(history).ShouldBe(16_000_000m + 910_000m);
    }

    [Fact]
    public void A_prepayment_that_is_refundable_with_a_fixed_return_is_debt_less_what_bills_consumed()
    {
        var history = EighthVectorTests.Filed();
        Prepay(history, new Prepayment(5_000_000m.Usd, Refundable: true, Disclosed.Of(0.08m.Ratio)));
        Debt(history).ShouldBe(21_000_000m);
        Consume(history, new YearMonth(2025, 5), 1_200_000m);
        Debt(history).ShouldBe(19_800_000m);
        Consume(history, new YearMonth(2025, 7), 1_000_000m); // its month has not ended on the day
        Debt(history).ShouldBe(19_800_000m);
    }

    [Fact]
    public void A_prepayment_of_an_unrelated_buyer_without_a_fixed_return_is_none()
    {
        var history = EighthVectorTests.Filed();
        Prepay(history, new Prepayment(5_000_000m.Usd, Refundable: true, NoReturn));
        Debt(history).ShouldBe(16_000_000m);
    }

    [Fact]
    public void A_prepayment_of_a_related_buyer_is_debt_from_the_day_on_which_they_are_related()
    {
        var history = EighthVectorTests.Filed();
        Prepay(history, new Prepayment(5_000_000m.Usd, Refundable: false, NoReturn));
        history.Relate("buyer", "owner", 0.3m, Day);
        Debt(history).ShouldBe(21_000_000m);
        history.Indicator("D", Day.PlusDays(-1)).Central!.Value.Value.ShouldBe(16_000_000m);
    }

    /// <summary>CF is 949,000 + 385,440 + 77,931.296 − 255,500 = 1,156,871.296 a month.</summary>
    [Fact]
    public void Cash_covers_what_falls_due_in_the_same_months()
    {
        var history = EighthVectorTests.Filed();
        history.Lend(
            12_000_000m, "f2", schedule:
            [
                .. PoolHistory.Months(new YearMonth(2024, 7), 13)
                    .Select(month => new Instalment(month.OnDayOfMonth(15), 500_000m.Usd, 100_000m.Usd)),
            ]);
        Central(history, "DS").ShouldBe(600_000m);
        Central(history, "INT").ShouldBe(100_000m);
        Central(history, "DSCR").ShouldBe(1.92811882667m);
        Central(history, "ICR").ShouldBe(11.56871296m);
    }

    private static History InYuan()
    {
        var history = EighthVectorTests.Filed();
        var (id, amount) = (FacilityId.Of("f2"), new Money(7_000_000m, Currency.Cny));
        history.File(
            new FacilityOpened(
                id, PoolHistory.Lender, PoolHistory.Owner, FacilityStructure.TermLoan, Recourse.Full, amount,
                [PoolHistory.Pool], 0.8m.Ratio, AdvanceBase.Appraisal, [], [], [],
                Disclosed.Not<Sequence<UnderwrittenRevenue>>("not-collected")),
            PoolHistory.Commissioned);
        history.File(new FacilityDrawn(id, amount), PoolHistory.Commissioned);
        return history;
    }

    private static FxFixed Fixing(decimal rate) =>
        new(SeriesId.Of("usd-cny"), Currency.Cny, Currency.Usd, rate.Ratio);

    private static void Prepay(History history, Prepayment prepayment) => history.File(
        new OfftakeSigned(
            ContractId.Of("prepaid"), PoolHistory.Owner, PartyId.Of("buyer"), OfftakeKind.OnDemand, PoolHistory.Chip,
            Disclosed.Not<int>("not-collected"), Disclosed.Not<CardHours>("not-collected"), 2m.Usd,
            PoolHistory.Commissioned, new LocalDate(2028, 12, 31), Disclosed.Not<LocalDate>("not-applicable"),
            1m.Ratio, Disclosed.Of(prepayment), 30, Disclosed.Not<BackStop>("not-applicable"),
            [new PoolShare(PoolHistory.Pool, 0.1m.Ratio)]),
        PoolHistory.Commissioned);

    private static void Consume(History history, YearMonth month, decimal amount) => history.File(
        new Billing.BillIssued(
            ContractId.Of("prepaid"), month, PoolHistory.Pool, BillId.Of($"prepaid-{month.Month}"), 1000m.CardHours,
            2_000m.Usd, PartyId.Of("buyer"), PoolHistory.Owner, Disclosed.Of(amount.Usd)),
        month.OnDayOfMonth(1));

    private static decimal Debt(History history) => Central(history, "D");

    private static decimal Central(History history, string name)
    {
        var indicator = history.Indicator(name, Day);
        indicator.Missing.ShouldBeNull(name);
        return indicator.Central!.Value.Value;
    }
}

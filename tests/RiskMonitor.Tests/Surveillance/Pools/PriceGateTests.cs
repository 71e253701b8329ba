using NodaTime;
using RiskMonitor.Surveillance.Pools;

namespace RiskMonitor.Tests.Surveillance.Pools;

public sealed class PriceGateTests
{
    private static readonly PriceGate Gate = new(PoolHistory.DefaultPolicy().Prices);

    [Fact]
    public void A_print_near_the_median_of_those_before_it_passes() =>
        Passes(7, Prints(2m, 2m, 2m, 2m, 2m, 2m, 2m, 2.4m)).ShouldBeTrue();

    [Fact]
    public void A_print_further_than_a_fifth_from_the_median_waits() =>
        Passes(7, Prints(2m, 2m, 2m, 2m, 2m, 2m, 2m, 2.41m)).ShouldBeFalse();

    [Fact]
    public void Two_further_prints_near_it_free_it() =>
        Passes(7, Prints(2m, 2m, 2m, 2m, 2m, 2m, 2m, 3m, 3.1m, 2.9m)).ShouldBeTrue();

    [Fact]
    public void One_further_print_near_it_does_not_free_it() =>
        Passes(7, Prints(2m, 2m, 2m, 2m, 2m, 2m, 2m, 3m, 3.1m, 2.8m)).ShouldBeFalse();

    [Fact]
    public void A_second_source_frees_it_at_once()
    {
        var prints = Prints(2m, 2m, 2m, 2m, 2m, 2m, 2m, 3m);
        Gate.Passes(prints, 7, [new Print(7, 100, 3.05m, 9, "other")]).ShouldBeTrue();
        Gate.Passes(prints, 7, [new Print(7, 100, 3.05m, 9, "index")]).ShouldBeFalse("it is the same source");
        Gate.Passes(prints, 7, [new Print(7, 100, 3.05m, 4, "other")]).ShouldBeFalse("it has too few constituents");
    }

    [Fact]
    public void A_print_of_too_few_constituents_waits_however_near() =>
        Gate.Passes([new Print(0, 0, 2m, 9, "index"), new Print(1, 1, 2m, 4, "index")], 1, []).ShouldBeFalse();

    [Fact]
    public void Prints_at_its_level_that_come_after_its_life_do_not_free_it()
    {
        var prints = Prints(2m, 2m, 2m, 2m, 2m, 2m, 2m, 1.5m).ToList();
        prints.Add(new Print(18, 18, 1.5m, 9, "index"));
        prints.Add(new Print(19, 19, 1.5m, 9, "index"));
        Passes(7, prints).ShouldBeFalse();
    }

    [Fact]
    public void A_single_bad_print_moves_no_figure_of_a_pool()
    {
        var day = new LocalDate(2025, 6, 30);
        var (without, with) = (EighthVectorTests.Filed(), EighthVectorTests.Filed());
        with.Print(23.5m, day.PlusDays(-1));
        with.Assess(PoolHistory.Subject, day).ShouldBe(without.Assess(PoolHistory.Subject, day));
        with.Restless.Subjects.ShouldBeEmpty();
    }

    [Fact]
    public void A_price_that_was_rejected_counts_no_more()
    {
        var day = new LocalDate(2025, 6, 30);
        var history = EighthVectorTests.Filed();
        var wrong = history.Print(2.5m, day.PlusDays(-1));
        history.Indicator("p_0", day).Central!.Value.Value.ShouldBe(2.5m);
        history.File(new Market.PriceRejected(PoolHistory.Index, wrong, "typing error"), day);
        history.Indicator("p_0", day).Central!.Value.Value.ShouldBe(2.35m);
        history.RestlessFrom(PoolHistory.Subject).ShouldBe(day.PlusDays(-1));
    }

    [Fact]
    public void A_price_older_than_ten_days_is_missing()
    {
        var history = EighthVectorTests.Filed();
        history.Indicator("p_0", new LocalDate(2025, 7, 8)).Missing.ShouldBeNull();
        history.Indicator("V_use", new LocalDate(2025, 7, 9)).Missing!.ToString().ShouldBe("missing(price)");
    }

    private static bool Passes(int index, IReadOnlyList<Print> prints) => Gate.Passes(prints, index, []);

    private static List<Print> Prints(params decimal[] prices) =>
        [.. prices.Index().Select(price => new Print(price.Index, price.Index, price.Item, 9, "index"))];
}

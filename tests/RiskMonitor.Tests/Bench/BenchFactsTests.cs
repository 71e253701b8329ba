using RiskMonitor.Filing;
using RiskMonitor.Host.Bench;

namespace RiskMonitor.Tests.Bench;

public sealed class BenchFactsTests
{
    private static readonly FilingReader Reader = new(new FilingScope(BenchFacts.Source, MayOversee: true));

    [Fact]
    public void Every_line_of_the_made_up_province_passes_every_rule()
    {
        var facts = new BenchFacts(new BenchShape(Pools: 2, Months: 3), "t");
        var lines = facts.Base().Concat(facts.ReportsAndClosings()).Append(facts.SecondLien(0)).ToList();

        lines.Select((line, number) => Reader.Read(line, number + 1)).SelectMany(line => line.Errors).ShouldBeEmpty();
        lines.Count.ShouldBe(Expected(pools: 2, days: 92, months: 3));
    }

    [Fact]
    public void It_is_the_same_at_every_run()
    {
        static IEnumerable<string> Lines() => new BenchFacts(new BenchShape(Pools: 1, Months: 2), "t").Reports()
            .Select(System.Text.Encoding.UTF8.GetString);

        Lines().ShouldBe(Lines());
    }

    /// <summary>Policy and two lenders; nine facts a pool; a block a pool and a print a day; bills, costs and payments
    /// of all months but the last; closings; the lien.</summary>
    private static int Expected(int pools, int days, int months) =>
        3 + (9 * pools) + (days * (pools + 1)) + (3 * pools * (months - 1)) + months + 1;
}

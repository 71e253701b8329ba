using CsCheck;
using RiskMonitor.Analytics;

namespace RiskMonitor.Tests.Analytics;

public sealed class MaximumFlowTests
{
    private static readonly Gen<(int Nodes, (int From, int To, decimal Capacity)[] Arcs)> Networks =
        Gen.Int[2, 6].SelectMany(nodes => Gen.Select(Gen.Int[0, nodes - 1], Gen.Int[0, nodes - 1], Gen.Int[0, 400])
            .Select(arc => (arc.Item1, arc.Item2, arc.Item3 / 100m)).Array[0, 14].Select(arcs => (nodes, arcs)));

    /// <summary>T. H. Cormen and others, "Introduction to Algorithms", third edition, figure 26.1: 23.</summary>
    [Fact]
    public void The_puck_factory_of_the_textbook_ships_23_crates_a_day() =>
        Flow(
            6, 0, 5, (0, 1, 16), (0, 2, 13), (2, 1, 4), (1, 3, 12), (3, 2, 9), (2, 4, 14), (4, 3, 7), (3, 5, 20),
            (4, 5, 4))
            .ShouldBe(23m);

    /// <summary>The example of the encyclopedia's article on the algorithm: 5 from A to G.</summary>
    [Fact]
    public void The_seven_nodes_of_the_encyclopedia_carry_5() =>
        Flow(
            7, 0, 6, (0, 1, 3), (0, 3, 3), (1, 2, 4), (2, 0, 3), (2, 3, 1), (2, 4, 2), (3, 4, 2), (3, 5, 6), (4, 1, 1),
            (4, 6, 1), (5, 6, 9))
            .ShouldBe(5m);

    /// <summary>By hand: a path over the bridge has to be undone, or 0.01 is lost.</summary>
    [Fact]
    public void What_was_sent_over_a_bridge_is_taken_back_and_cents_are_exact()
    {
        var network = new MaximumFlow(6);
        foreach (var (from, to, capacity) in Bridge)
        {
            network.Add(from, to, capacity);
        }

        network.Send(0, 5).ShouldBe(0.02m);
        network.On(2).ShouldBe(0m); // the bridge
        network.Send(0, 5).ShouldBe(0m);
    }

    [Fact]
    public void The_greatest_flow_is_the_least_cut_and_nothing_is_lost_on_the_way() => Networks.Sample(sample =>
    {
        var network = new MaximumFlow(sample.Nodes);
        foreach (var (from, to, capacity) in sample.Arcs)
        {
            network.Add(from, to, capacity);
        }

        var sink = sample.Nodes - 1;
        var sent = network.Send(0, sink);

        sent.ShouldBe(LeastCut(sample.Nodes, sample.Arcs));
        var gained = new decimal[sample.Nodes];
        foreach (var (place, arc) in sample.Arcs.Index())
        {
            network.On(place).ShouldBeInRange(0m, arc.Capacity);
            gained[arc.From] -= network.On(place);
            gained[arc.To] += network.On(place);
        }

        gained[0].ShouldBe(-sent);
        gained[sink].ShouldBe(sent);
        gained.Skip(1).SkipLast(1).ShouldAllBe(left => left == 0m);
        var reached = network.Reached(0);
        sample.Arcs.Where(arc => reached[arc.From] && !reached[arc.To]).Sum(arc => arc.Capacity).ShouldBe(sent);
    });

    [Fact]
    public void A_negative_capacity_is_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new MaximumFlow(2).Add(0, 1, -0.01m));

    /// <summary>The first path is 0, 1, 4, 5; only 0, 1, 3, 5 and 0, 2, 4, 5 together carry both cents.</summary>
    private static readonly (int From, int To, decimal Capacity)[] Bridge =
    [
        (0, 1, 0.01m), (0, 2, 0.01m), (1, 4, 0.01m), (1, 3, 0.01m), (2, 4, 0.01m), (3, 5, 0.01m), (4, 5, 0.01m),
    ];

    private static decimal Flow(int nodes, int source, int sink, params (int From, int To, decimal Capacity)[] arcs)
    {
        var network = new MaximumFlow(nodes);
        foreach (var (from, to, capacity) in arcs)
        {
            network.Add(from, to, capacity);
        }

        return network.Send(source, sink);
    }

    /// <summary>Over every way of putting nodes on the source's side.</summary>
    private static decimal LeastCut(int nodes, (int From, int To, decimal Capacity)[] arcs) =>
        Enumerable.Range(0, 1 << nodes)
            .Where(side => (side & 1) == 1 && (side & (1 << (nodes - 1))) == 0)
            .Min(side => arcs.Where(arc => (side & (1 << arc.From)) != 0 && (side & (1 << arc.To)) == 0)
                .Sum(arc => arc.Capacity));
}

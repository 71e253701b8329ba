using CsCheck;
using RiskMonitor.Analytics;

namespace RiskMonitor.Tests.Analytics;

public sealed class UnionFindTests
{
    private const int Members = 9;

    private static readonly Gen<(int A, int B)[]> Edges =
        Gen.Select(Gen.Int[0, Members - 1], Gen.Int[0, Members - 1]).Array[0, 14];

    [Fact]
    public void Sets_are_the_transitive_closure_of_the_edges_and_are_named_by_their_least_member() =>
        Edges.Sample(edges =>
        {
            var sets = new UnionFind(Members);
            foreach (var (a, b) in edges)
            {
                sets.Join(a, b);
            }

            var together = Closure(edges);
            for (var a = 0; a < Members; a++)
            {
                sets.SetOf(a).ShouldBe(Enumerable.Range(0, Members).First(b => together[a, b]));
                for (var b = 0; b < Members; b++)
                {
                    (sets.SetOf(a) == sets.SetOf(b)).ShouldBe(together[a, b]);
                }
            }
        });

    [Fact]
    public void The_reasons_lead_edge_by_edge_from_one_to_the_other_and_are_none_where_they_are_apart() =>
        Gen.Select(Edges, Gen.Int[0, Members - 1], Gen.Int[0, Members - 1]).Sample((edges, from, to) =>
        {
            var sets = new UnionFind(Members);
            foreach (var (a, b) in edges)
            {
                sets.Join(a, b);
            }

            var why = sets.Why(from, to);

            (why is not null).ShouldBe(Closure(edges)[from, to]);
            var at = from;
            foreach (var edge in why ?? [])
            {
                at = edges[edge].A == at ? edges[edge].B : edges[edge].A;
                (edges[edge].A == at || edges[edge].B == at).ShouldBeTrue();
            }

            (why is null || at == to).ShouldBeTrue();
            (why ?? []).Distinct().Count().ShouldBe((why ?? []).Count);
        });

    [Fact]
    public void An_edge_that_unites_nothing_new_is_counted_and_is_no_reason()
    {
        var sets = new UnionFind(4);
        sets.Join(0, 1).ShouldBeTrue();
        sets.Join(1, 0).ShouldBeFalse();
        sets.Join(1, 3).ShouldBeTrue();

        sets.Why(0, 3).ShouldBe([0, 2]);
        sets.Why(2, 2).ShouldBe([]);
        sets.Why(2, 3).ShouldBeNull();
    }

    /// <summary>S. Warshall, "A Theorem on Boolean Matrices", JACM 9 (1962).</summary>
    private static bool[,] Closure((int A, int B)[] edges)
    {
        var together = new bool[Members, Members];
        for (var member = 0; member < Members; member++)
        {
            together[member, member] = true;
        }

        foreach (var (a, b) in edges)
        {
            (together[a, b], together[b, a]) = (true, true);
        }

        for (var over = 0; over < Members; over++)
        {
            for (var a = 0; a < Members; a++)
            {
                for (var b = 0; b < Members; b++)
                {
                    together[a, b] |= together[a, over] && together[over, b];
                }
            }
        }

        return together;
    }
}

using CsCheck;
using RiskMonitor.Analytics;

namespace RiskMonitor.Tests.Analytics;

/// <summary>Party 0 received money; does it come to party 9 within 30 days over at most four transfers?</summary>
public sealed class TransferFlowTests
{
    private const int Longest = 4;
    private const decimal Tolerance = 0.05m;

    private static Gen<T> Of<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(place => values[place]);

    private static readonly Gen<Transfer[]> Any = Gen.Select(
        Of(0, 1, 2, 3, 9), Of(0, 1, 2, 3, 9), Gen.Int[0, 34],
        Of(90m, 95m, 97m, 100m)).Select((from, to, day, amount) => new Transfer(from, to, day, amount))
        .Array[0, 9];

    [Fact]
    public void A_ring_of_five_parties_brings_back_what_its_last_step_carries()
    {
        Transfer[] ring = [new(0, 1, 5, 950m), new(1, 2, 8, 940m), new(2, 3, 12, 930m), new(3, 9, 16, 925m)];

        var path = Follow(ring, 1_000m).ShouldHaveSingleItem();

        path.Steps.ShouldBe([0, 1, 2, 3]);
        path.Carried.ShouldBe(925m);
        Bound(ring, 1_000m).ShouldBe(925m);
    }

    [Fact]
    public void A_fifth_transfer_a_step_back_in_time_a_leap_in_amount_and_a_late_day_lead_nowhere()
    {
        Follow([new(0, 1, 1, 99m), new(1, 2, 1, 99m), new(2, 3, 1, 99m), new(3, 4, 1, 99m), new(4, 9, 1, 99m)], 100m)
            .ShouldBeEmpty();
        Follow([new(0, 1, 5, 100m), new(1, 9, 4, 100m)], 100m).ShouldBeEmpty();
        Follow([new(0, 1, 5, 100m), new(1, 9, 6, 94.99m)], 100m).ShouldBeEmpty();
        Follow([new(0, 1, 5, 100m), new(1, 9, 31, 100m)], 100m).ShouldBeEmpty();
        Follow([new(0, 1, 5, 100m), new(1, 9, 30, 95m)], 100m).Count.ShouldBe(1);
    }

    [Fact]
    public void The_amount_of_the_first_transfer_is_free_and_sums_in_parts_add_up() =>
        Follow([new(0, 1, 1, 30m), new(1, 9, 2, 30m), new(0, 2, 1, 45m), new(2, 9, 3, 44m)], 100m)
            .Sum(path => path.Carried).ShouldBe(74m);

    [Fact]
    public void The_shortest_path_is_taken_first_and_of_equal_ones_the_earlier_in_position()
    {
        Transfer[] all = [new(0, 1, 1, 50m), new(1, 9, 1, 50m), new(0, 9, 2, 40m), new(0, 9, 1, 40m)];

        Follow(all, 100m).Select(path => (string.Join(' ', path.Steps), path.Carried))
            .ShouldBe([("2", 40m), ("3", 40m), ("0 1", 20m)]);
    }

    [Fact]
    public void What_one_search_used_up_is_not_there_for_the_next()
    {
        var flow = new TransferFlow([new(0, 9, 1, 100m)], Longest, Tolerance);
        var search = new TransferSearch(0, step => step == 0, 0, 30, 70m);

        flow.UseUp(flow.Follow(search));

        flow.Follow(search).Sum(path => path.Carried).ShouldBe(30m);
        flow.Bound(search).ShouldBe(30m);
    }

    /// <summary>
    /// By hand: the straight way 0-1-9 takes what the ways 0-1-2-3-9 and 0-4-5-1-9 share one half of each, and what is
    /// left of these is six steps long. In another order twice as much would have come.
    /// </summary>
    [Fact]
    public void The_bound_sees_what_another_order_of_paths_would_have_carried()
    {
        Transfer[] all =
        [
            new(0, 1, 1, 100m), new(1, 9, 1, 100m), new(1, 2, 1, 100m), new(2, 3, 1, 100m), new(3, 9, 1, 100m),
            new(0, 4, 1, 100m), new(4, 5, 1, 100m), new(5, 1, 1, 100m),
        ];

        Follow(all, 200m).Select(path => string.Join(' ', path.Steps)).ShouldBe(["0 1"]);
        Bound(all, 200m).ShouldBe(200m);
    }

    [Fact]
    public void Every_path_obeys_the_rules_and_no_transfer_carries_more_than_it_has() => Any.Sample(all =>
    {
        var paths = Follow(all, 150m);

        foreach (var path in paths)
        {
            path.Steps.Count.ShouldBeInRange(1, Longest);
            (all[path.Steps[0]].From, all[path.Steps[^1]].To).ShouldBe((0, 9));
            path.Carried.ShouldBeGreaterThan(0m);
            path.Steps.ShouldAllBe(step => all[step].Day >= 0 && all[step].Day <= 30);
            foreach (var (before, after) in path.Steps.Zip(path.Steps.Skip(1)))
            {
                Follows(all[before], all[after]).ShouldBeTrue();
            }
        }

        foreach (var (step, transfer) in all.Index())
        {
            paths.Where(path => path.Steps.Contains(step)).Sum(path => path.Carried).ShouldBeLessThanOrEqualTo(
                transfer.Amount);
        }

        var carried = paths.Sum(path => path.Carried);
        carried.ShouldBeLessThanOrEqualTo(Bound(all, 150m));
        Bound(all, 150m).ShouldBeLessThanOrEqualTo(150m);
        (carried > 0m).ShouldBe(IsReachable(all, 0, [], null));
    });

    /// <summary>By trying every path.</summary>
    private static bool IsReachable(Transfer[] all, int at, List<int> parties, Transfer? before) =>
        parties.Count < Longest && all.Any(next => next.From == at && next.Day is >= 0 and <= 30
            && next.To != 0 && !parties.Contains(next.To) && (before is not { } one || Follows(one, next))
            && (next.To == 9 || IsReachable(all, next.To, [.. parties, next.To], next)));

    private static bool Follows(Transfer before, Transfer after) => after.From == before.To && after.Day >= before.Day
        && Math.Abs(after.Amount - before.Amount) <= before.Amount * Tolerance;

    private static IReadOnlyList<TransferPath> Follow(Transfer[] all, decimal wanted) =>
        new TransferFlow(all, Longest, Tolerance).Follow(Back(all, wanted));

    private static decimal Bound(Transfer[] all, decimal wanted) =>
        new TransferFlow(all, Longest, Tolerance).Bound(Back(all, wanted));

    private static TransferSearch Back(Transfer[] all, decimal wanted) =>
        new(0, step => all[step].To == 9, First: 0, Last: 30, wanted);
}

using CsCheck;
using NodaTime;
using RiskMonitor.Offtake;
using RiskMonitor.Policy;
using RiskMonitor.Surveillance;

namespace RiskMonitor.Tests.Surveillance.Pools;

/// <summary>
/// Whatever order independent facts come in, and whenever days close in between, the answers are one.
/// </summary>
public sealed class LateIsEarlyTests
{
    private static readonly LocalDate End = new(2025, 3, 31);
    private static readonly LocalDate Closed = new(2025, 6, 30);
    private static readonly IReadOnlyList<SealedFact> Facts = [.. Filed().Facts.Skip(1)];
    private static readonly string[] Subjects =
        [PoolHistory.Subject, "pool/p2", "facility/f1", "party/owner", "group/owner"];

    [Fact]
    public void Late_facts_lead_to_the_same_assessments_as_early_ones()
    {
        var early = Replay([.. Facts, .. Closings()]);
        Gen.Shuffle(Facts.Concat(Closings()).ToArray()).Sample(
            order =>
            {
                var late = Replay(order);
                foreach (var subject in Subjects)
                {
                    for (var day = End.PlusDays(-34); day <= End; day = day.PlusDays(13))
                    {
                        late.Assess(subject, day).ShouldBe(early.Assess(subject, day), $"{subject} {day}");
                    }
                }
            },
            iter: 4,
            threads: 1);
    }

    [Fact]
    public void What_is_restless_is_enough_to_keep_every_day_as_if_it_were_asked_anew()
    {
        Gen.Shuffle(Facts.Concat(Closings()).ToArray()).Sample(
            order =>
            {
                var history = Replay(order);
                foreach (var subject in Subjects)
                {
                    for (var day = End.PlusDays(-35); day <= End; day = day.PlusDays(7))
                    {
                        history.Said(subject, day).ShouldBe(history.Assess(subject, day), $"{subject} {day}");
                    }
                }
            },
            iter: 4,
            threads: 1);
    }

    [Fact]
    public void A_fact_that_is_retracted_and_stated_again_changes_nothing()
    {
        var (history, untouched) = (Filed(), Filed());
        foreach (var each in new[] { history, untouched })
        {
            each.Close(Closed);
        }

        foreach (var fact in Facts.Where(fact => fact.Data is not ReportingDayClosed).ToList())
        {
            var subject = ((IFact)fact.Data).Stream;
            history.Retract(fact.Id, subject);
            history.Correct(fact.Id, subject, fact.Data);
        }

        foreach (var subject in Subjects)
        {
            history.Assess(subject, End).ShouldBe(untouched.Assess(subject, End), subject);
            history.Said(subject, End).ShouldBe(untouched.Said(subject, End), subject);
        }
    }

    private static History Replay(IEnumerable<SealedFact> order)
    {
        var history = Begin();
        foreach (var fact in order)
        {
            history.Refile(fact);
        }

        return history;
    }

    /// <summary>Closings of a few days, the last of which is always there in the end.</summary>
    private static IEnumerable<SealedFact> Closings()
    {
        var history = Begin();
        foreach (var day in (LocalDate[])[new(2025, 2, 14), new(2025, 4, 20), new(2025, 5, 16), Closed])
        {
            history.Close(day);
        }

        return history.Facts.Skip(1).Select(fact => fact with { Id = new("urn:local:day", fact.Id.Id) });
    }

    private static History Begin() =>
        new(PoolHistory.DefaultPolicy(), new LocalDate(2025, 2, 24)) { Until = End };

    private static History Filed()
    {
        var history = Begin();
        history.Register();
        history.Register("p2");
        history.Lend(16_000_000m, pools: [PoolHistory.Pool, PoolId.Of("p2")], day: new LocalDate(2024, 2, 1));
        history.Appraise(20_000_000m, new LocalDate(2024, 1, 20));
        history.Appraise(10_000_000m, new LocalDate(2024, 1, 25), "p2");
        history.Appraise(18_000_000m, new LocalDate(2025, 3, 1));
        history.Sign("a", OfftakeKind.TakeOrPay, 0.5m, 2.6m, nonCancellableUntil: new LocalDate(2026, 12, 5));
        history.Sign("m", OfftakeKind.OnDemand, 0.5m, 2.35m, buyer: "friend");
        history.Order("m");
        history.Relate("holding", "owner", 0.6m, new LocalDate(2024, 1, 1));
        history.Relate("holding", "friend", 0.3m, new LocalDate(2025, 2, 1));
        foreach (var month in PoolHistory.Months(new YearMonth(2024, 9), 7))
        {
            history.Bill("a", month, 365_000m, 949_000m);
            history.Pay("a", month, 949_000m);
            history.Bill("m", month, 100_000m, 235_000m, payer: "friend");
            history.Pay("m", month, 200_000m, payer: "friend");
            history.Spend(month, 255_500m);
            history.Use(month, 413_200m, allocated: 500_000m);
        }

        history.Spend(new YearMonth(2025, 3), 800_000m, Billing.PaymentPurpose.Refund, "tenant", new(2025, 5, 1));
        foreach (var day in (LocalDate[])[new(2025, 1, 20), new(2025, 2, 20), new(2025, 3, 20), new(2025, 3, 30)])
        {
            history.Print(2.35m, day);
        }

        history.Print(9.9m, new LocalDate(2025, 3, 25));
        return history;
    }
}

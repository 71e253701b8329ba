using NodaTime;
using RiskMonitor.Alerts;
using RiskMonitor.Collateral;
using RiskMonitor.Surveillance;
using RiskMonitor.Units;

namespace RiskMonitor.Tests.Surveillance.Folding;

/// <summary>
/// A book whose readings stand in a table: each <c>pool-cost-reported</c> is a cell, its valid day the day, its amount
/// the code of what is read on that day and on those after it. So corrections, late facts and replays are real ones.
/// </summary>
internal sealed class TableBook(Knowledge knowledge, string rule, bool changesDaily) : IBook
{
    public static readonly Jurisdiction Place = Jurisdiction.Of("340200");

    public int Asked { get; private set; }

    public bool ChangesDaily => changesDaily;

    public void Notice(FactChange change, Restless restless)
    {
        if (change.Data is not PoolCostReported cell)
        {
            return;
        }

        if (cell.PurchaseCost.Amount == Cell.Deaf)
        {
            throw new OverflowException("Words of the platform, which nobody may see.");
        }

        foreach (var side in (IStated?[])[change.Before, change.After])
        {
            if (side is not null)
            {
                restless.Add($"pool/{cell.Pool}", side.ValidTime.InUtc().Date);
            }
        }
    }

    public void DaysClosed(Jurisdiction jurisdiction, LocalDate from, LocalDate to, Restless restless)
    {
        if (knowledge.All<PoolCostReported>() is [.., var last]
            && last.Data.PurchaseCost.Amount == Cell.Stuck)
        {
            throw new KeyNotFoundException("Words of the platform, which nobody may see.");
        }
    }

    public void PolicyChanged(PolicyInForce policy, Restless restless)
    {
    }

    public bool Owns(string subject) => subject.StartsWith("pool/", StringComparison.Ordinal);

    public Jurisdiction? JurisdictionOf(string subject) => Place;

    public Assessment? Assess(string subject, LocalDate day, PolicyInForce policy)
    {
        Asked++;
        if (Footing(subject, day, policy) is not { } footing)
        {
            return null;
        }

        var code = CodeOn(subject, day)!.Value;
        return footing with
        {
            Indicators = [new Indicator("cell", "ratio", null, Figure.Of(code), null)],
            Readings = [Cell.Read(rule, code % Cell.OtherGroup)],
        };
    }

    public IReadOnlyList<string> RulesOf(string subject) => [rule];

    public Assessment? Footing(string subject, LocalDate day, PolicyInForce policy, Reason why) =>
        Footing(subject, day, policy);

    public Sequence<long> Inputs(string asked, string subject, LocalDate day, PolicyInForce policy) =>
        CodeOn(subject, day) == Cell.Mute ? throw new DivideByZeroException()
        : CellOn(subject, day) is { } cell ? [cell.Filed]
        : [];

    public Sequence<FlipPoint> FlipPoints(string asked, string subject, LocalDate day, PolicyInForce policy) =>
        CodeOn(subject, day) == Cell.Mute ? throw new KeyNotFoundException()
        : [new FlipPoint("cell", "ratio", Figure.Of(1m))];

    /// <summary>What has to be said where nothing can be computed.</summary>
    public Assessment? Unsure(string subject, LocalDate day, PolicyInForce policy, Reason why)
    {
        var unsure = new Verdict.Inconclusive(why);
        return Footing(subject, day, policy) is not { } footing ? null : footing with
        {
            Readings = [new Reading(rule, unsure, unsure, Severity.Medium, [], [], UnsupportedDebt: null)],
        };
    }

    private Assessment? Footing(string subject, LocalDate day, PolicyInForce policy) =>
        CodeOn(subject, day) is not { } code ? null : new Assessment(
            subject,
            day,
            Place,
            Group: code >= Cell.OtherGroup ? "group-b" : "group-a",
            [PartyId.Of("owner-1")],
            policy.Stamp,
            [],
            [],
            []);

    private decimal? CodeOn(string subject, LocalDate day) => CellOn(subject, day)?.Data.PurchaseCost.Amount;

    private Stated<PoolCostReported>? CellOn(string subject, LocalDate day) =>
        knowledge.About<PoolCostReported>(subject).LastOrDefault(cell => cell.ValidTime.InUtc().Date <= day);
}

/// <summary>What an amount stands for.</summary>
internal static class Cell
{
    public static readonly decimal Unsure = 0m;
    public static readonly decimal Clear = 1m;
    public static readonly decimal Medium = 2m;
    public static readonly decimal High = 3m;
    public static readonly decimal Critical = 4m;

    /// <summary>Between the bounds: it raises nothing and clears nothing.</summary>
    public static readonly decimal Between = 5m;

    /// <summary>Nothing can be computed of it: the book throws.</summary>
    public static readonly decimal Broken = 6m;

    /// <summary>It is high; what that rests on and what would change it cannot be told: the book throws.</summary>
    public static readonly decimal Mute = 7m;

    /// <summary>Nothing can be made of it at all: the book throws when it is told.</summary>
    public static readonly decimal Deaf = 8m;

    /// <summary>It is medium; while it is the last word, the book throws whenever days are closed.</summary>
    public static readonly decimal Stuck = 9m;

    /// <summary>Added to any of them: the subject belongs to another group.</summary>
    public static readonly decimal OtherGroup = 100m;

    public static Reading Read(string rule, decimal code)
    {
        if (code == Broken)
        {
            throw new OverflowException("Words of the platform, which nobody may see.");
        }

        var unsure = new Verdict.Inconclusive(Reason.Missing("price"));
        Verdict raising = code == Unsure ? unsure
            : code == Clear || code == Between ? Verdict.Clear.It
            : Verdict.Breach.It;
        Verdict standing = code == Unsure ? unsure : code == Clear ? Verdict.Clear.It : Verdict.Breach.It;
        var severity = code == High || code == Mute ? Severity.High
            : code == Critical ? Severity.Critical
            : Severity.Medium;
        return new Reading(
            rule,
            raising,
            standing,
            severity,
            [new Measure("cell", "ratio", Figure.Of(code), Figure.Of(code))],
            [],
            code > Clear ? new Money(code, Currency.Usd) : null);
    }
}

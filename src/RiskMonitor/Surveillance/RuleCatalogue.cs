using RiskMonitor.Policy;

namespace RiskMonitor.Surveillance;

/// <summary>Every rule that a book may read, and what becomes of its breach.</summary>
public static class RuleCatalogue
{
    private static readonly SortedDictionary<string, Rule> ById = new(StringComparer.Ordinal)
    {
        ["AUD-BACKDATE"] = Rule.Finding("AUD-BACKDATE"),
        ["COL-DUP"] = Rule.Alert("COL-DUP", Tier.T1, AtOnce),
        ["COL-OVERLAP"] = Rule.Notice("COL-OVERLAP", Tier.T1, AtOnce),
        ["COL-PHANTOM"] = Rule.Alert("COL-PHANTOM", Tier.T1, AtOnce),
        ["COL-SUM"] = Rule.Alert("COL-SUM", Tier.T1, AtOnce),
        ["DQ-BADCORRECTION"] = Rule.Finding("DQ-BADCORRECTION"),
        ["DQ-DISAGREE"] = Rule.Finding("DQ-DISAGREE"),
        ["DQ-IMPLAUSIBLE"] = Rule.Finding("DQ-IMPLAUSIBLE"),
        ["DQ-INCONCLUSIVE"] = Rule.Finding("DQ-INCONCLUSIVE"),
        ["DQ-LATE"] = Rule.Finding("DQ-LATE"),
        ["DQ-STALE"] = Rule.Finding("DQ-STALE"),
        ["DQ-UNCOMPUTED"] = Rule.Finding("DQ-UNCOMPUTED"),
        ["DQ-UNRESOLVED"] = Rule.Finding("DQ-UNRESOLVED"),
        ["LEV-DETACH"] = Rule.Alert("LEV-DETACH", Tier.T2, policy => policy.Rules.LevDetach.PersistenceDays.Value),
        ["UTIL-IDLE"] = Rule.Notice("UTIL-IDLE", Tier.T2, policy => policy.Rules.UtilIdle.PersistenceDays.Value),
    };

    /// <summary>In the order of their ids.</summary>
    public static IReadOnlyCollection<Rule> All => ById.Values;

    /// <exception cref="InvalidOperationException">No rule has this id: the book that reads it is wrong.</exception>
    public static Rule Of(string id) => ById.TryGetValue(id, out var rule)
        ? rule
        : throw new InvalidOperationException($"There is no rule '{id}'.");

    private static int AtOnce(PolicyDocument policy) => 1;
}

/// <param name="Least">Least tier of evidence that the rule needs.</param>
/// <param name="PersistenceDays">Closed days on which it must hold until it is said; not for findings.</param>
public sealed record Rule(string Id, RuleKind Kind, Tier Least, Func<PolicyDocument, int> PersistenceDays)
{
    internal static Rule Alert(string id, Tier least, Func<PolicyDocument, int> days) =>
        new(id, RuleKind.Alert, least, days);

    internal static Rule Notice(string id, Tier least, Func<PolicyDocument, int> days) =>
        new(id, RuleKind.Notice, least, days);

    internal static Rule Finding(string id) => new(id, RuleKind.Finding, Tier.T0, _ => 1);
}

public enum RuleKind
{
    /// <summary>Somebody has to work on it.</summary>
    Alert,

    /// <summary>It is shown.</summary>
    Notice,

    /// <summary>It is about what was filed.</summary>
    Finding,
}

/// <summary>What the evidence rests on.</summary>
public enum Tier
{
    /// <summary>Public accounts.</summary>
    T0,

    /// <summary>Lender's tape, liens, appraisals.</summary>
    T1,

    /// <summary>Bills, payments, contracts.</summary>
    T2,

    /// <summary>Telemetry, energy, census.</summary>
    T3,
}

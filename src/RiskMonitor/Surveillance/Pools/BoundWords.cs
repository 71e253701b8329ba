namespace RiskMonitor.Surveillance.Pools;

/// <summary>The bounds of a policy in words, as measures show them: written once, not on every day.</summary>
internal sealed class BoundWords(PolicyInForce policy)
{
    public PolicyInForce Policy => policy;

    public string Leverage { get; } =
        $"raises from {policy.Document.Rules.LevDetach.LtvUseRaise.Value}, or from "
        + $"{policy.Document.Rules.LevDetach.LtvUseWithGapRaise.Value} with the gap; clears at "
        + $"{policy.Document.Rules.LevDetach.LtvUseClear.Value}";

    public string Gap { get; } =
        $"raises from {policy.Document.Rules.LevDetach.GapRaise.Value}; clears at "
        + $"{policy.Document.Rules.LevDetach.GapClear.Value}";

    public string Unsupported { get; } =
        $"high from {policy.Document.Rules.LevDetach.UnsupportedHigh.Value}, critical from "
        + $"{policy.Document.Rules.LevDetach.UnsupportedCritical.Value}";

    public string Use { get; } =
        $"raises below {policy.Document.Rules.UtilIdle.UseRaiseBelow.Value}; clears from "
        + $"{policy.Document.Rules.UtilIdle.UseClearFrom.Value}";
}

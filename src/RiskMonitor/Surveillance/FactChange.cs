namespace RiskMonitor.Surveillance;

/// <summary>What one sealed event did to what is known: a fact came, was replaced, or was taken back.</summary>
/// <param name="Before">What stood until now; null when the fact is new, or was retracted before.</param>
/// <param name="After">What stands from now on; null when it was retracted.</param>
/// <param name="Cause">The sealed event that brought it about.</param>
public sealed record FactChange(IStated? Before, IStated? After, SealedFact Cause)
{
    /// <summary>Data of either side: both have the same type and stream.</summary>
    public object Data => (After ?? Before)!.Data;
}

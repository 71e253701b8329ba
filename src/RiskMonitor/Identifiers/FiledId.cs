namespace RiskMonitor.Identifiers;

/// <summary>Names one filing for ever: the reporter's source and its id there.</summary>
public sealed record FiledId(string Source, string Id)
{
    public override string ToString() => $"{Source} {Id}";
}

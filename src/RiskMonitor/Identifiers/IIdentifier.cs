namespace RiskMonitor.Identifiers;

/// <summary>A name in somebody's numbering. On the wire it is the bare string.</summary>
public interface IIdentifier<TSelf>
    where TSelf : class, IIdentifier<TSelf>
{
    string Value { get; }

    /// <exception cref="FormatException">The text breaks the rule of this identifier; the message says
    /// which.</exception>
    static abstract TSelf Of(string value);
}

namespace RiskMonitor.Identifiers;

/// <summary>
/// HMAC-SHA-256 of a normalised serial number under the supervisor's key: equal serials match, none can be read.
/// </summary>
public sealed record SerialCommitment : IIdentifier<SerialCommitment>
{
    private const int HexDigits = 64;

    private SerialCommitment(string value) => Value = value;

    public string Value { get; }

    /// <exception cref="FormatException">Not 64 lower-case hexadecimal digits.</exception>
    public static SerialCommitment Of(string value) =>
        value.Length == HexDigits && value.All(c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f'))
            ? new SerialCommitment(value)
            : throw new FormatException("A serial commitment is 64 lower-case hexadecimal digits (HMAC-SHA-256).");

    public override string ToString() => Value;
}

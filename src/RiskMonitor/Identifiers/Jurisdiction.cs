namespace RiskMonitor.Identifiers;

/// <summary>Where a subject belongs: a GB/T 2260 code (<c>340200</c>), or ISO 3166 (<c>CN</c>, <c>US-TX</c>).</summary>
public sealed record Jurisdiction : IIdentifier<Jurisdiction>
{
    private const int DivisionDigits = 6;

    private Jurisdiction(string value) => Value = value;

    public string Value { get; }

    /// <exception cref="FormatException">Neither six digits nor ISO 3166-1 alpha-2 with an optional ISO 3166-2
    /// part.</exception>
    public static Jurisdiction Of(string value) => IsDivision(value) || IsIso(value)
        ? new Jurisdiction(value)
        : throw new FormatException("A jurisdiction is a GB/T 2260 code of six digits, or ISO 3166 as CN or US-TX.");

    /// <summary>This one first, then what holds it: county, prefecture, province, country.</summary>
    public IEnumerable<Jurisdiction> Lineage()
    {
        yield return this;
        if (IsDivision(Value))
        {
            if (!Value.EndsWith("00", StringComparison.Ordinal))
            {
                yield return new Jurisdiction(Value[..4] + "00");
            }

            if (!Value.EndsWith("0000", StringComparison.Ordinal))
            {
                yield return new Jurisdiction(Value[..2] + "0000");
            }

            yield return new Jurisdiction("CN");
        }
        else if (Value.Length > 2)
        {
            yield return new Jurisdiction(Value[..2]);
        }
    }

    /// <summary>Whether this jurisdiction is the other one or holds it.</summary>
    public bool Covers(Jurisdiction other) => other.Lineage().Contains(this);

    public override string ToString() => Value;

    private static bool IsDivision(string value) => value.Length == DivisionDigits && value.All(char.IsAsciiDigit);

    private static bool IsIso(string value) =>
        value.Length is 2 or (>= 4 and <= 6) && value[..2].All(char.IsAsciiLetterUpper)
        && (value.Length == 2 || (value[2] == '-' && value[3..].All(IsPartCharacter)));

    private static bool IsPartCharacter(char c) => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c);
}

using System.Text.Json;

namespace RiskMonitor.Filing;

/// <summary>
/// One pass over a line that is right: the members of the envelope, and that nothing in the data is null, a broken
/// number or in need of a closer look. It only answers whether the line is plainly right, never why not.
/// </summary>
internal ref struct QuickEnvelope
{
    private const long FirstInexact = 1L << 53;

    public string? SpecVersion;
    public string? Id;
    public string? Source;
    public string? Type;
    public string? Subject;
    public string? Time;
    public string? Evidence;
    public string? SourceRef;
    public int DataStart;
    public int DataLength;

    /// <returns>False where the line needs the diagnosis.</returns>
    public bool Read(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line, Envelope.Strict);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!Member(ref reader))
            {
                return false;
            }
        }

        return reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == 0 && !reader.Read()
            && DataLength > 0 && SpecVersion is not null && Id is not null && Source is not null && Type is not null
            && Subject is not null && Time is not null && Evidence is not null;
    }

    private bool Member(ref Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped)
        {
            return false;
        }

        var name = reader.ValueSpan;
        return name.SequenceEqual("data"u8) ? Data(ref reader)
            : name.SequenceEqual("specversion"u8) ? Once(ref SpecVersion, ref reader)
            : name.SequenceEqual("id"u8) ? Once(ref Id, ref reader)
            : name.SequenceEqual("source"u8) ? Once(ref Source, ref reader)
            : name.SequenceEqual("type"u8) ? Once(ref Type, ref reader)
            : name.SequenceEqual("subject"u8) ? Once(ref Subject, ref reader)
            : name.SequenceEqual("time"u8) ? Once(ref Time, ref reader)
            : name.SequenceEqual("evidence"u8) ? Once(ref Evidence, ref reader)
            : name.SequenceEqual("sourceref"u8) && Once(ref SourceRef, ref reader);
    }

    private static bool Once(ref string? member, ref Utf8JsonReader reader)
    {
        if (member is not null || !reader.Read() || reader.TokenType != JsonTokenType.String)
        {
            return false;
        }

        member = reader.GetString()!;
        return !member.Contains('\0', StringComparison.Ordinal);
    }

    private bool Data(ref Utf8JsonReader reader)
    {
        if (DataLength > 0 || !reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        DataStart = (int)reader.TokenStartIndex;
        var depth = reader.CurrentDepth;
        while (reader.Read() && !(reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == depth))
        {
            if (!IsPlain(ref reader))
            {
                return false;
            }
        }

        DataLength = (int)reader.BytesConsumed - DataStart;
        return DataLength <= FilingLimits.DataBytes;
    }

    /// <summary>
    /// Escaped text may hide a lone surrogate, a NUL or a second spelling of a name; long numbers and far dates may be
    /// out of bounds; a code may be none.
    /// </summary>
    private static bool IsPlain(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => false,
        JsonTokenType.PropertyName => !reader.ValueIsEscaped,
        JsonTokenType.String => reader.ValueIsEscaped
            ? IsPlain(reader.GetString()!)
            : !Bounds.MayBreak(reader.ValueSpan) && !PublicCodes.MayBreak(reader.ValueSpan),
        JsonTokenType.Number => reader.TryGetInt64(out var count) && count is > -FirstInexact and < FirstInexact,
        _ => true,
    };

    private static bool IsPlain(string unescaped) => !unescaped.Contains('\0', StringComparison.Ordinal)
        && !Bounds.MayBegin(unescaped) && !PublicCodes.MayBreak(unescaped);
}

using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace RiskMonitor.Wire;

/// <summary>
/// One pass over the document. The members of an object are written as they come, then put in order; names are kept
/// unescaped beside the output, because the order is that of their UTF-16 code units.
/// </summary>
internal sealed class Canonicalizer : IComparer<Canonicalizer.Member>
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 64 };

    private readonly ByteBuffer output = new();
    private readonly ByteBuffer names = new();
    private readonly ByteBuffer scratch = new();
    private readonly List<Member> members = [];

    public int Capacity => output.Capacity + names.Capacity + scratch.Capacity;

    /// <summary>The canonical bytes, valid until the next run.</summary>
    public ReadOnlySpan<byte> Run(ReadOnlySpan<byte> utf8)
    {
        output.ShrinkTo(0);
        names.ShrinkTo(0);
        members.Clear();
        if (!Utf8.IsValid(utf8))
        {
            throw new FormatException("The document is not valid UTF-8.");
        }

        var reader = new Utf8JsonReader(utf8, Options);
        try
        {
            reader.Read();
            Value(ref reader);
            reader.Read(); // Throws when anything stands behind the document.
            return output.Written;
        }
        catch (JsonException broken)
        {
            throw new FormatException($"The document is not JSON: {broken.Message}", broken);
        }
    }

    /// <summary>By UTF-16 code units. UTF-8 differs only in this: U+E000 to U+FFFF come before all above.</summary>
    public int Compare(Member left, Member right)
    {
        var one = Name(left);
        var two = Name(right);
        var common = one.CommonPrefixLength(two);
        return common == one.Length || common == two.Length
            ? one.Length.CompareTo(two.Length)
            : Rank(one[common]).CompareTo(Rank(two[common]));
    }

    private static int Rank(byte lead) => lead is 0xEE or 0xEF ? lead + 0x10 : lead;

    private ReadOnlySpan<byte> Name(Member member) => names.Written.Slice(member.Name, member.NameLength);

    private void Value(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject: Object(ref reader); break;
            case JsonTokenType.StartArray: Array(ref reader); break;
            case JsonTokenType.String: CanonicalText.Write(output, Unescaped(ref reader)); break;
            case JsonTokenType.Number: CanonicalNumber.Write(output, reader.ValueSpan); break;
            default: output.Write(reader.ValueSpan); break; // true, false, null
        }
    }

    private void Array(ref Utf8JsonReader reader)
    {
        output.Write((byte)'[');
        for (var isFirst = true; reader.Read() && reader.TokenType != JsonTokenType.EndArray; isFirst = false)
        {
            if (!isFirst)
            {
                output.Write((byte)',');
            }

            Value(ref reader);
        }

        output.Write((byte)']');
    }

    private void Object(ref Utf8JsonReader reader)
    {
        var (firstMember, firstName) = (members.Count, names.Length);
        output.Write((byte)'{');
        var start = output.Length;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (members.Count > firstMember)
            {
                output.Write((byte)',');
            }

            var (from, name) = (output.Length, names.Length);
            var text = Unescaped(ref reader);
            names.Write(text);
            CanonicalText.Write(output, text);
            var nameLength = names.Length - name;
            output.Write((byte)':');
            reader.Read();
            Value(ref reader);
            members.Add(new Member(name, nameLength, from, output.Length));
        }

        PutInOrder(CollectionsMarshal.AsSpan(members)[firstMember..], start);
        output.Write((byte)'}');
        members.RemoveRange(firstMember, members.Count - firstMember);
        names.ShrinkTo(firstName);
    }

    private void PutInOrder(Span<Member> own, int start)
    {
        if (IsAscending(own))
        {
            return;
        }

        own.Sort(this);
        for (var i = 1; i < own.Length; i++)
        {
            if (Compare(own[i - 1], own[i]) == 0)
            {
                throw new FormatException(
                    $"The member \"{Encoding.UTF8.GetString(Name(own[i]))}\" stands twice in one object.");
            }
        }

        scratch.ShrinkTo(0);
        scratch.Write(output.Written[start..]);
        output.ShrinkTo(start);
        foreach (var member in own)
        {
            if (output.Length > start)
            {
                output.Write((byte)',');
            }

            output.Write(scratch.Written[(member.From - start)..(member.To - start)]);
        }
    }

    private bool IsAscending(ReadOnlySpan<Member> own)
    {
        for (var i = 1; i < own.Length; i++)
        {
            if (Compare(own[i - 1], own[i]) >= 0)
            {
                return false;
            }
        }

        return true;
    }

    private ReadOnlySpan<byte> Unescaped(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return reader.ValueSpan;
        }

        scratch.ShrinkTo(0);
        var room = scratch.Take(reader.ValueSpan.Length);
        try
        {
            return room[..reader.CopyString(room)];
        }
        catch (InvalidOperationException broken)
        {
            var what = reader.TokenType == JsonTokenType.PropertyName ? "member name" : "string";
            throw new FormatException(
                $"A lone surrogate stands in the {what} at byte {reader.TokenStartIndex}.", broken);
        }
    }

    /// <param name="Name">Where the unescaped name begins.</param>
    /// <param name="From">Where the written member begins, at its name.</param>
    /// <param name="To">Where it ends.</param>
    internal readonly record struct Member(int Name, int NameLength, int From, int To);
}

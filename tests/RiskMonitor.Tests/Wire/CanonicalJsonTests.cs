using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using RiskMonitor.Tests.Ledger;
using RiskMonitor.Wire;

namespace RiskMonitor.Tests.Wire;

public sealed class CanonicalJsonTests
{
    private static readonly string[] Odd =
        ["é", "€", "\n", "\"", "\\", "\uE000", "\uFFFD", "\U0001F600", "\u0001", "1", "10"];

    private static readonly Gen<string> Name = Gen.OneOf(
        Gen.String[Gen.Char['a', 'e'], 0, 3],
        Gen.Int[0, Odd.Length - 1].Select(which => Odd[which]));

    private static readonly Gen<object?> Scalar = Gen.OneOf(
        Gen.Const((object?)null),
        Gen.Bool.Select(value => (object?)value),
        Gen.Double.Where(double.IsFinite).Select(value => (object?)value),
        Gen.Long[-1L << 53, 1L << 53].Select(value => (object?)value),
        Name.Select(value => (object?)value));

    private static readonly Gen<object?> Document = Gen.Recursive<object?>((depth, deeper) => depth > 3
        ? Scalar
        : Gen.OneOf(
            Scalar,
            deeper.Array[0, 4].Select(items => (object?)items),
            Gen.Dictionary(Name, deeper)[0, 6].Select(members => (object?)members)));

    [Fact]
    public void Documents_have_the_published_form()
    {
        var pairs = Vectors.Signatures.GetProperty("jcs_rfc8785").EnumerateArray().ToList();

        pairs.Count.ShouldBe(6);
        foreach (var pair in pairs)
        {
            Canonical(pair.Text("input")).ShouldBe(pair.Text("output"));
        }
    }

    /// <summary>RFC 8785 appendix B.</summary>
    [Theory]
    [InlineData(0x0000000000000000, "0")]
    [InlineData(0x8000000000000000, "0")]
    [InlineData(0x0000000000000001, "5e-324")]
    [InlineData(0x8000000000000001, "-5e-324")]
    [InlineData(0x7fefffffffffffff, "1.7976931348623157e+308")]
    [InlineData(0xffefffffffffffff, "-1.7976931348623157e+308")]
    [InlineData(0x4340000000000000, "9007199254740992")]
    [InlineData(0xc340000000000000, "-9007199254740992")]
    [InlineData(0x4430000000000000, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6, "1e+23")]
    [InlineData(0x44b52d02c7e14af7, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4e, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef4f, "999999999999999900000")]
    [InlineData(0x444b1ae4d6e2ef50, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8d, "0.000001")]
    [InlineData(0x41b3de4355555553, "333333333.3333332")]
    [InlineData(0x41b3de4355555554, "333333333.33333325")]
    [InlineData(0x41b3de4355555555, "333333333.3333333")]
    [InlineData(0x41b3de4355555556, "333333333.3333334")]
    [InlineData(0x41b3de4355555557, "333333333.33333343")]
    [InlineData(0xbecbf647612f3696, "-0.0000033333333333333333")]
    [InlineData(0x43143ff3c1cb0959, "1424953923781206.2")]
    public void A_double_is_written_as_ECMAScript_does(ulong bits, string written) =>
        Canonical(BitConverter.UInt64BitsToDouble(bits).ToString("E17", CultureInfo.InvariantCulture))
            .ShouldBe(written);

    [Theory]
    [InlineData("-0", "0")]
    [InlineData("-0.0e5", "0")]
    [InlineData("100", "100")]
    [InlineData("1e2", "100")]
    [InlineData("999999999999999", "999999999999999")]
    [InlineData("-999999999999999", "-999999999999999")]
    [InlineData("9007199254740993", "9007199254740992")]
    [InlineData("1e-400", "0")]
    public void A_number_has_one_spelling(string number, string written) => Canonical(number).ShouldBe(written);

    /// <summary>A character above U+FFFF is two surrogates, and they come before U+E000.</summary>
    [Fact]
    public void Members_stand_in_the_order_of_their_UTF16_code_units() =>
        Canonical("""{"\uE000":1,"😀":2,"\uD7FF":3,"é":4,"z":5,"a":6,"aa":7,"":8}""")
            .ShouldBe("{\"\":8,\"a\":6,\"aa\":7,\"z\":5,\"é\":4,\"\uD7FF\":3,\"😀\":2,\"\uE000\":1}");

    [Theory]
    [InlineData("""{"a":1,"b":2,"a":3}""", "\"a\" stands twice")]
    [InlineData("""{"a":1,"\u0061":2}""", "\"a\" stands twice")]
    [InlineData("""{"x":[{"b":1,"a":1,"b":1}]}""", "\"b\" stands twice")]
    [InlineData("""["\ud83d"]""", "surrogate stands in the string at byte 1")]
    [InlineData("""["\ude00\ud83d"]""", "surrogate stands in the string at byte 1")]
    [InlineData("""{"\ud83d":1}""", "surrogate stands in the member name at byte 1")]
    [InlineData("1e400", "1e400 is beyond")]
    [InlineData("{} {}", "not JSON")]
    [InlineData("[1,]", "not JSON")]
    [InlineData("[01]", "not JSON")]
    [InlineData("[1", "not JSON")]
    [InlineData("// why\n1", "not JSON")]
    [InlineData("", "not JSON")]
    public void What_has_no_canonical_form_is_refused_by_name(string json, string named)
    {
        Should.Throw<FormatException>(() => Canonical(json)).Message.ShouldContain(named);
        CanonicalJson.Is(Encoding.UTF8.GetBytes(json)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("22C328 22")] // a continuation byte is missing
    [InlineData("22EDA08022")] // an encoded surrogate
    public void Invalid_UTF8_is_refused(string hex) =>
        Should.Throw<FormatException>(() => CanonicalJson.Of(Convert.FromHexString(hex.Replace(" ", string.Empty))))
            .Message.ShouldContain("UTF-8");

    [Fact]
    public void A_canonical_document_is_its_own_form() =>
        Document.Sample(document =>
        {
            var canonical = CanonicalJson.Of(JsonSerializer.SerializeToUtf8Bytes(document));

            CanonicalJson.Of(canonical).ShouldBe(canonical);
            CanonicalJson.Is(canonical).ShouldBeTrue();
        });

    [Fact]
    public void The_order_of_members_and_the_escapes_do_not_matter() =>
        Document.Sample(document =>
        {
            var turned = JsonSerializer.SerializeToUtf8Bytes(Turned(document), Wide);

            CanonicalJson.Of(turned).ShouldBe(CanonicalJson.Of(JsonSerializer.SerializeToUtf8Bytes(document)));
        });

    /// <summary>As the runtime's own parser reads it, member by member.</summary>
    [Fact]
    public void The_canonical_form_says_the_same() =>
        Document.Sample(document =>
        {
            var before = JsonSerializer.SerializeToElement(document);

            JsonElement.DeepEquals(JsonDocument.Parse(CanonicalJson.Of(before)).RootElement, before).ShouldBeTrue();
        });

    [Fact]
    public void A_wide_object_is_sorted_too()
    {
        var members = Enumerable.Range(0, 5000).Select(i => $"\"{(i * 7919 % 5000):D4}\":{i}");
        var canonical = Canonical($"{{{string.Join(',', members)}}}");

        using var parsed = JsonDocument.Parse(canonical);
        parsed.RootElement.EnumerateObject().Select(member => member.Name)
            .ShouldBe(Enumerable.Range(0, 5000).Select(i => $"{i:D4}"));
    }

    private static readonly JsonSerializerOptions Wide = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static object? Turned(object? document) => document switch
    {
        Dictionary<string, object?> members => members.Reverse().ToDictionary(
            member => member.Key, member => Turned(member.Value)),
        object?[] items => items.Select(Turned).ToArray(),
        _ => document,
    };

    private static string Canonical(string json) =>
        Encoding.UTF8.GetString(CanonicalJson.Of(Encoding.UTF8.GetBytes(json)));
}

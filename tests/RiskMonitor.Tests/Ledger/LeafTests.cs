using System.Text;
using NodaTime;
using RiskMonitor.Ledger;
using RiskMonitor.Wire;

namespace RiskMonitor.Tests.Ledger;

public sealed class LeafTests
{
    private static readonly LeafContent Content = new(
        Guid.Parse("0F8FAD5B-D9CB-469F-A165-70867728950E"),
        "lien/zdw/7",
        3,
        "lien-registered",
        Instant.FromUtc(2026, 3, 1, 8, 30, 5),
        Instant.FromUtc(2026, 3, 1, 8, 30, 6).PlusTicks(1_234_560),
        """{"secured": {"currency":"CNY","amount":"1250000.5"}, "debtor":"\u00e9"}"""u8.ToArray(),
        new SortedDictionary<string, string?>(StringComparer.Ordinal)
        {
            ["source"] = "urn:uscc:91350211M000100Y43",
            ["sourceref"] = null,
            ["evidence"] = "documented",
            ["id"] = "7",
            [Leaf.DataHashHeader] = "follows from the data",
        });

    [Fact]
    public void A_leaf_is_one_canonical_document() =>
        Encoding.UTF8.GetString(Leaf.Bytes(Content)).ShouldBe(
            """
            {"data":{"debtor":"é","secured":{"amount":"1250000.5","currency":"CNY"}},
            "id":"0f8fad5b-d9cb-469f-a165-70867728950e",
            "meta":{"evidence":"documented","id":"7","source":"urn:uscc:91350211M000100Y43"},
            "recordedAt":"2026-03-01T08:30:05.000000Z","sealedAt":"2026-03-01T08:30:06.123456Z",
            "stream":"lien/zdw/7","type":"lien-registered","v":1,"version":3}
            """.ReplaceLineEndings(string.Empty));

    [Fact]
    public void A_leaf_is_its_own_canonical_form()
    {
        CanonicalJson.Is(Leaf.Bytes(Content)).ShouldBeTrue();
        CanonicalJson.Is(Leaf.Bytes(Content with
        {
            Stream = "pool/\"\\\n\u0001é😀",
            Version = long.MaxValue / 1024,
            Meta = new SortedDictionary<string, string?>(StringComparer.Ordinal) { ["\uE000"] = "1", ["😀"] = "2" },
        })).ShouldBeTrue();
        CanonicalJson.Is(Leaf.Bytes(Content with { Meta = new Dictionary<string, string?>() })).ShouldBeTrue();
    }

    [Fact]
    public void Everything_that_is_sealed_changes_the_leaf()
    {
        var leaf = Leaf.Bytes(Content);
        var meta = new Dictionary<string, string?>(Content.Meta) { ["evidence"] = "declared" };
        var second = Duration.FromSeconds(1);

        ((LeafContent[])
        [
            Content with { Id = Guid.Empty },
            Content with { Stream = "lien/zdw/8" },
            Content with { Version = 4 },
            Content with { Type = "lien-amended" },
            Content with { RecordedAt = Content.RecordedAt + second },
            Content with { SealedAt = Content.SealedAt + second },
            Content with { Data = "{}"u8.ToArray() },
            Content with { Meta = meta },
        ]).ShouldAllBe(other => !Leaf.Bytes(other).SequenceEqual(leaf));
    }

    [Fact]
    public void A_time_that_the_store_would_change_is_refused()
    {
        Should.Throw<ArgumentException>(() =>
            Leaf.Bytes(Content with { SealedAt = Content.SealedAt.PlusTicks(1) }));
        Should.Throw<ArgumentException>(() =>
            Leaf.Bytes(Content with { RecordedAt = Content.RecordedAt.PlusNanoseconds(1) }));
    }

    [Fact]
    public void A_lone_surrogate_in_the_envelope_is_refused() =>
        Should.Throw<FormatException>(() => Leaf.Bytes(Content with { Stream = "pool/\uD800" }));

    [Fact]
    public void The_hash_of_the_data_is_that_of_its_canonical_bytes() =>
        Leaf.DataHash(CanonicalJson.Of("""{ "b" : 1.0 , "a" : "1.10" }"""u8))
            .ShouldBe(Sha256Digest.Hash("""{"a":"1.10","b":1}"""u8).ToString());
}

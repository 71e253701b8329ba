using System.Text;
using System.Text.Json;
using RiskMonitor.Ledger;
using RiskMonitor.Verifier;

namespace RiskMonitor.Tests.Ledger;

public sealed class SignedNoteTests
{
    private const string Root = "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=";
    private const string Signature = "— a AAAAAAA=\n";

    private static readonly JsonElement Demo = Vectors.Signatures.GetProperty("demo_checkpoints");

    private static readonly Ed25519Signer Signer =
        Ed25519Signer.FromSeed(Convert.FromHexString(Demo.Text("test_only_ed25519_seed_hex")));

    [Fact]
    public void Published_notes_are_accepted_and_forged_ones_are_not()
    {
        var notes = Vectors.Signatures.GetProperty("signed_note").EnumerateArray().ToList();

        notes.Count.ShouldBe(4);
        foreach (var note in notes)
        {
            SignedNote.Parse(note.Text("note")).IsSignedBy(NoteKey.Parse(note.Text("vkey")), Ed25519Verifier.Verify)
                .ShouldBe(note.Text("expect") == "valid", note.Text("expect"));
        }
    }

    [Fact]
    public void A_checkpoint_is_signed_to_the_byte()
    {
        var key = Signer.Named(Demo.Text("origin"));
        var checkpoints = Demo.GetProperty("checkpoints").EnumerateArray().ToList();

        key.ToString().ShouldBe(Demo.Text("vkey"));
        checkpoints.Count.ShouldBe(4);
        foreach (var expected in checkpoints)
        {
            var size = expected.Number("tree_size");
            var checkpoint = new Checkpoint(
                key.Name, size, MerkleTree.Root(Vectors.ReferenceLeaves.AsSpan(0, size)));
            var note = SignedNote.Sign(checkpoint.ToString(), key, Signer.Sign);

            note.ToString().ShouldBe(expected.Text("note"));
            SignedNote.Parse(note.ToString()).ShouldBe(note);
            Checkpoint.Parse(note.Text).ShouldBe(checkpoint);
        }
    }

    /// <summary>RFC 9421 appendix B.2.6.</summary>
    [Fact]
    public void A_published_Ed25519_signature_verifies_until_a_bit_of_it_changes()
    {
        var vector = Vectors.Signatures.GetProperty("rfc9421_ed25519");
        var key = Convert.FromBase64String(vector.Text("jwk_x").Replace('-', '+').Replace('_', '/') + "=");
        var message = Encoding.UTF8.GetBytes(vector.Text("signature_base"));
        var signature = Convert.FromBase64String(vector.Text("signature"));

        Ed25519Verifier.Verify(key, message, signature).ShouldBeTrue();
        for (var bit = 0; bit < 8 * signature.Length; bit += 7)
        {
            signature[bit / 8] ^= (byte)(1 << (bit % 8));
            Ed25519Verifier.Verify(key, message, signature).ShouldBeFalse();
            signature[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Ed25519Verifier.Verify(key, message, signature.AsSpan(1)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("text\n\n")] // no signature
    [InlineData("text\n\n— a AAAAAAA=")] // the line does not end
    [InlineData("text\n— a AAAAAAA=\n")] // no empty line
    [InlineData("text\n\n- a AAAAAAA=\n")] // not the dash
    [InlineData("text\n\n— a  AAAAAAA=\n")] // two spaces
    [InlineData("text\n\n— a+b AAAAAAA=\n")] // no key name
    [InlineData("text\n\n— a AAAAAAB=\n")] // another spelling of the same bytes
    [InlineData("text\n\n— a AAAAAA==\n")] // an id without a signature
    [InlineData("text\n\n— a AAAAAAA=\n\n")] // an empty line too many
    [InlineData("te\txt\n\n— a AAAAAAA=\n")]
    [InlineData("te\rxt\n\n— a AAAAAAA=\n")]
    [InlineData("te\uFFFDxt\n\n— a AAAAAAA=\n")]
    [InlineData("te\uD800xt\n\n— a AAAAAAA=\n")]
    public void A_note_is_read_strictly(string note) => Should.Throw<FormatException>(() => SignedNote.Parse(note));

    [Fact]
    public void Another_line_of_the_same_key_that_does_not_verify_spoils_the_note()
    {
        var key = Signer.Named("a");
        var note = SignedNote.Sign("text\n", key, Signer.Sign);
        var other = SignedNote.Sign("other\n", key, Signer.Sign);
        var stranger = SignedNote.Sign("text\n", Signer.Named("b"), Signer.Sign);

        (note with { Signatures = [.. note.Signatures, .. stranger.Signatures] })
            .IsSignedBy(key, Ed25519Verifier.Verify).ShouldBeTrue();
        (note with { Signatures = [.. note.Signatures, .. other.Signatures] })
            .IsSignedBy(key, Ed25519Verifier.Verify).ShouldBeFalse();
    }

    [Theory]
    [InlineData("PeterNeumann")]
    [InlineData("PeterNeumann+c74f20a3")]
    [InlineData("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")] // the id of another key
    [InlineData("PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeumann+c74f20a3+AhpC2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")] // another kind of key
    [InlineData("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy1w==")] // too short
    public void A_verifier_key_is_read_strictly(string vkey) =>
        Should.Throw<FormatException>(() => NoteKey.Parse(vkey));

    [Theory]
    [InlineData($"a\n8\n{Root}\n", true)]
    [InlineData($"a\n0\n{Root}\n", true)]
    [InlineData($"a\n08\n{Root}\n", false)]
    [InlineData($"a\n-8\n{Root}\n", false)]
    [InlineData($"a\n+8\n{Root}\n", false)]
    [InlineData($"a\n9223372036854775808\n{Root}\n", false)]
    [InlineData($"\n8\n{Root}\n", false)]
    [InlineData($"a\n8\n{Root}\nextension\n", false)]
    [InlineData($"a\n8\n{Root}", false)]
    [InlineData("a\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQg==\n", false)]
    [InlineData("a\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyh=\n", false)]
    public void A_checkpoint_is_read_strictly(string text, bool accepted)
    {
        if (accepted)
        {
            Checkpoint.Parse(text).ToString().ShouldBe(text);
            return;
        }

        Should.Throw<FormatException>(() => Checkpoint.Parse(text));
    }

    [Fact]
    public void A_note_of_a_hundred_signatures_is_read_and_one_of_more_is_not()
    {
        SignedNote.Parse($"text\n\n{string.Concat(Enumerable.Repeat(Signature, 100))}").Signatures.Count.ShouldBe(100);
        Should.Throw<FormatException>(() =>
            SignedNote.Parse($"text\n\n{string.Concat(Enumerable.Repeat(Signature, 101))}"));
    }
}

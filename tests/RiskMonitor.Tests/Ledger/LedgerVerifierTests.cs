using System.Text;
using CsCheck;
using RiskMonitor.Ledger;
using RiskMonitor.Verifier;
using static RiskMonitor.Verifier.VerificationOutcome;

namespace RiskMonitor.Tests.Ledger;

public sealed class LedgerVerifierTests
{
    private const int Size = 300;

    private static readonly Ed25519Signer Signer = Ed25519Signer.FromSeed(Enumerable.Repeat((byte)7, 32).ToArray());
    private static readonly NoteKey Key = Signer.Named("ledger.example/audit");
    private static readonly string[] Leaves = [.. Enumerable.Range(0, Size).Select(i => $"{{\"n\":{i}}}")];

    [Fact]
    public void Leaves_that_were_signed_are_verified() =>
        Verify(Leaves, Signed(Leaves), previous: Signed(Leaves[..77]), list: List(Leaves))
            .ShouldBe(new(Verified, Size, null, "300 leaves are those that were signed."));

    [Fact]
    public void An_empty_ledger_is_verified() => Verify([], Signed([]), list: List([])).Outcome.ShouldBe(Verified);

    [Fact]
    public void Lines_of_any_length_are_read()
    {
        string[] leaves = [.. Enumerable.Range(0, 40).Select(i => new string('x', 1 << (i % 20)))];

        Verify(leaves, Signed(leaves)).Outcome.ShouldBe(Verified);
    }

    [Fact]
    public void Any_bit_that_flips_is_found_and_named() =>
        Gen.Select(Gen.Int[0, Size - 1], Gen.Int[0, 7]).Sample((position, bit) =>
        {
            var altered = Leaves.ToArray();
            altered[position] = Flipped(altered[position], bit);
            var result = Verify(altered, Signed(Leaves), list: List(Leaves));

            (result.Outcome, result.Position).ShouldBe((LeafMismatch, position));
            Verify(altered, Signed(Leaves)).Outcome.ShouldBe(LeafMismatch);
        });

    [Fact]
    public void Without_a_list_a_broken_leaf_is_named_by_its_form()
    {
        string[] altered = [.. Leaves[..9], """{"n": 9}""", .. Leaves[10..]];

        var result = Verify(altered, Signed(Leaves));

        (result.Outcome, result.Position, result.ExitCode).ShouldBe((LeafMismatch, 9, 3));
    }

    [Fact]
    public void Two_leaves_that_change_places_are_found()
    {
        string[] swapped = [.. Leaves[..4], Leaves[5], Leaves[4], .. Leaves[6..]];

        Verify(swapped, Signed(Leaves), list: List(Leaves)).Position.ShouldBe(4);
        Verify(swapped, Signed(Leaves)).Outcome.ShouldBe(LeafMismatch);
    }

    [Fact]
    public void A_leaf_that_is_missing_makes_the_ledger_incomplete()
    {
        Verify(Leaves[..^1], Signed(Leaves)).Outcome.ShouldBe(Incomplete);
        Verify(Leaves[..^1], Signed(Leaves), list: List(Leaves)).Outcome.ShouldBe(Incomplete);
        Verify([.. Leaves[..7], .. Leaves[8..]], Signed(Leaves)).ExitCode.ShouldBe(6);
        Verify([.. Leaves[..7], .. Leaves[8..]], Signed(Leaves), list: List(Leaves)).Position.ShouldBe(7);
    }

    [Fact]
    public void Nothing_vouches_for_leaves_beyond_the_checkpoint()
    {
        var result = Verify(Leaves, Signed(Leaves[..200]));

        (result.Outcome, result.Position).ShouldBe((Incomplete, 200));
    }

    [Fact]
    public void A_rebuilt_tree_does_not_stand_against_a_checkpoint_that_was_kept()
    {
        string[] rebuilt = ["{}", .. Leaves[1..]];

        Verify(rebuilt, Signed(rebuilt)).Outcome.ShouldBe(Verified);
        Verify(rebuilt, Signed(rebuilt), previous: Signed(Leaves[..1])).ExitCode.ShouldBe(4);
        Verify(rebuilt, Signed(rebuilt), previous: Signed(Leaves)).Outcome.ShouldBe(Inconsistent);
        Verify(Leaves[..10], Signed(Leaves[..10]), previous: Signed(Leaves)).Outcome.ShouldBe(Inconsistent);
        Verify(Leaves, Signed(Leaves), previous: Signed([])).Outcome.ShouldBe(Verified);
    }

    [Fact]
    public void A_checkpoint_of_another_key_or_of_another_ledger_is_refused()
    {
        var stranger = Ed25519Signer.FromSeed(new byte[32]);
        var forged = Note(Key.Name, Leaves, stranger.Named(Key.Name), stranger);

        Verify(Leaves, forged).ExitCode.ShouldBe(5);
        Verify(Leaves, Signed(Leaves).Replace("\n300\n", "\n299\n", StringComparison.Ordinal)).ExitCode.ShouldBe(5);
        Verify(Leaves, Note("other.example/audit", Leaves, Key, Signer)).Outcome.ShouldBe(BadSignature);
        Verify(Leaves, Signed(Leaves), previous: forged).Outcome.ShouldBe(BadSignature);
    }

    [Fact]
    public void A_list_that_is_not_that_of_the_leaves_is_damaged()
    {
        Verify(Leaves, Signed(Leaves), list: List(["{}", .. Leaves[1..]])).Position.ShouldBe(0);
        Verify(Leaves, Signed(Leaves), list: List(["{}", .. Leaves[1..]])).ExitCode.ShouldBe(2);
        Verify(Leaves, Signed(Leaves), list: List(Leaves[..^1])).Outcome.ShouldBe(Damaged);
        Verify(Leaves, Signed(Leaves), list: List(Leaves)[1..]).Outcome.ShouldBe(Damaged);
        Verify(Leaves, Signed(Leaves), list: List(Leaves).Replace("\n5,", "\n6,", StringComparison.Ordinal))
            .Outcome.ShouldBe(Damaged);
    }

    [Fact]
    public void What_cannot_be_read_is_damaged()
    {
        Verify(Leaves, "no note").Outcome.ShouldBe(Damaged);
        LedgerVerifier.Verify(new(Bytes("{}\n{"), Signed(["{}"]), Key)).Message.ShouldContain("Line 2 does not end");
        Verify([new string('x', 1 << 21)], Signed(["x"])).Message.ShouldContain("Line 1 is longer");
    }

    private static VerificationResult Verify(
        string[] leaves, string checkpoint, string? previous = null, string? list = null) =>
        LedgerVerifier.Verify(new(
            Bytes(string.Concat(leaves.Select(leaf => leaf + "\n"))),
            checkpoint,
            Key,
            previous,
            list is null ? null : new StringReader(list)));

    private static MemoryStream Bytes(string text) => new(Encoding.Latin1.GetBytes(text));

    private static string Signed(string[] leaves) => Note(Key.Name, leaves, Key, Signer);

    private static string Note(string origin, string[] leaves, NoteKey key, Ed25519Signer signer) => SignedNote.Sign(
        new Checkpoint(origin, leaves.Length, MerkleTree.Root([.. leaves.Select(Hash)])).ToString(),
        key,
        signer.Sign).ToString();

    private static string List(string[] leaves) => "position,leaf_hash\n" + string.Concat(
        leaves.Index().Select(leaf => $"{leaf.Index},{Hash(leaf.Item)}\n"));

    private static Sha256Digest Hash(string leaf) => MerkleTree.LeafHash(Encoding.Latin1.GetBytes(leaf));

    /// <summary>The first letter with one bit flipped; none of the eight is a line feed.</summary>
    private static string Flipped(string leaf, int bit) => (char)(leaf[0] ^ (1 << bit)) + leaf[1..];
}

using RiskMonitor.Ledger;
using static RiskMonitor.Verifier.VerificationOutcome;

namespace RiskMonitor.Verifier;

/// <summary>
/// Holds leaves against a signed checkpoint, and that against one that somebody kept from an earlier day: without a
/// database, without a network, in bounded memory.
/// </summary>
/// <remarks>
/// It proves that the leaves are those that were signed, in their order, none missing. That the conclusions follow from
/// them is for a replay to say.
/// </remarks>
public static class LedgerVerifier
{
    public static VerificationResult Verify(VerificationInput input)
    {
        try
        {
            return Opened(input.Checkpoint, input.Key, out var checkpoint)
                ?? (input.PreviousCheckpoint is { } kept
                    ? Opened(kept, input.Key, out var previous) ?? Continues(input, checkpoint!, previous!)
                    : Read(input, checkpoint!, previous: null));
        }
        catch (FormatException broken)
        {
            return new(Damaged, Leaves: 0, Position: null, broken.Message);
        }
    }

    /// <summary>Null when the key signed the note and it is a checkpoint of the ledger that the key is for.</summary>
    private static VerificationResult? Opened(string text, NoteKey key, out Checkpoint? checkpoint)
    {
        var note = SignedNote.Parse(text);
        checkpoint = null;
        if (!note.IsSignedBy(key, Ed25519Verifier.Verify))
        {
            return new(BadSignature, Leaves: 0, Position: null, $"The checkpoint is not signed by {key.Name}.");
        }

        checkpoint = Checkpoint.Parse(note.Text);
        return checkpoint.Origin == key.Name
            ? null
            : new(BadSignature, 0, null, $"{key.Name} signed a checkpoint of another ledger, {checkpoint.Origin}.");
    }

    private static VerificationResult Continues(VerificationInput input, Checkpoint checkpoint, Checkpoint previous) =>
        previous.Size <= checkpoint.Size
            ? Read(input, checkpoint, previous)
            : new(
                Inconsistent,
                Leaves: 0,
                Position: null,
                $"The ledger shrank: {previous.Size} leaves were signed for earlier, {checkpoint.Size} are now.");

    private static VerificationResult Read(VerificationInput input, Checkpoint checkpoint, Checkpoint? previous)
    {
        var run = new LeafRun(checkpoint.Size, previous?.Size);
        var list = input.LeafHashes is { } lines ? new LeafHashList(lines) : null;
        run.Read(new LineReader(input.Leaves), list);
        return Judge(run, checkpoint, previous, list is not null);
    }

    private static VerificationResult Judge(LeafRun run, Checkpoint checkpoint, Checkpoint? previous, bool isListed) =>
        run switch
        {
            { FirstDifference: { } leaf } when run.ListedRoot == checkpoint.Root => new(
                LeafMismatch,
                run.Count,
                leaf.Position,
                $"The leaf at position {leaf.Position} is not the one that was sealed: "
                + $"expected {leaf.Expected}, got {leaf.Got}."),
            { Root: null } => new(
                Incomplete,
                run.Count,
                Position: null,
                $"The checkpoint vouches for {checkpoint.Size} leaves; {run.Count} were read."),
            _ when run.Root != checkpoint.Root => new(
                LeafMismatch,
                run.Count,
                run.FirstBroken,
                $"The leaves have another root than the checkpoint: expected {checkpoint.Root}, got {run.Root}."),
            _ when isListed && run.ListedRoot != checkpoint.Root => new(
                Damaged,
                run.Count,
                run.FirstDifference?.Position,
                "The leaves are those that were sealed, but seal.csv is not the list of their hashes."),
            _ when previous is not null && run.PreviousRoot != previous.Root => new(
                Inconsistent,
                run.Count,
                Position: null,
                $"The first {previous.Size} leaves are not those that were signed for earlier: "
                + $"expected the root {previous.Root}, got {run.PreviousRoot}."),
            _ when run.Count > checkpoint.Size => new(
                Incomplete,
                run.Count,
                checkpoint.Size,
                $"The checkpoint vouches for {checkpoint.Size} leaves; nothing vouches for those from there on."),
            _ => new(Verified, run.Count, Position: null, $"{run.Count} leaves are those that were signed."),
        };
}

namespace RiskMonitor.Verifier;

/// <summary>What a verification found. The number is the exit status of the command.</summary>
public enum VerificationOutcome
{
    /// <summary>The leaves are those that were signed.</summary>
    Verified = 0,

    /// <summary>Something that was handed over cannot be read, or contradicts what is proven.</summary>
    Damaged = 2,

    /// <summary>A leaf, or the root over the leaves, is not the one that was signed.</summary>
    LeafMismatch = 3,

    /// <summary>The ledger is no continuation of what an earlier checkpoint vouched for.</summary>
    Inconsistent = 4,

    /// <summary>A checkpoint is not signed by the key that is trusted.</summary>
    BadSignature = 5,

    /// <summary>Leaves are missing, or there are more than the checkpoint vouches for.</summary>
    Incomplete = 6,
}

/// <param name="Leaves">How many leaves were read.</param>
/// <param name="Position">The position of the leaf that is wrong, where it can be told.</param>
/// <param name="Message">One sentence for people.</param>
public sealed record VerificationResult(VerificationOutcome Outcome, long Leaves, long? Position, string Message)
{
    public int ExitCode => (int)Outcome;
}

using RiskMonitor.Ledger;

namespace RiskMonitor.Verifier;

/// <summary>What is handed over for verification, and what it is held against.</summary>
/// <param name="Leaves">
/// The exact leaves, one a line (LF), from position 0 on, as <c>GET /api/v1/events</c> gives them.
/// </param>
/// <param name="Checkpoint">The signed note that vouches for them.</param>
/// <param name="Key">The key that is trusted; it came another way than the rest.</param>
/// <param name="PreviousCheckpoint">A signed note that was kept from an earlier day.</param>
/// <param name="LeafHashes">
/// The file <c>seal.csv</c>: a heading <c>position,leaf_hash</c> and the hash of every leaf in hexadecimal. It is not
/// trusted: it only helps to tell which leaf is wrong.
/// </param>
public sealed record VerificationInput(
    Stream Leaves,
    string Checkpoint,
    NoteKey Key,
    string? PreviousCheckpoint = null,
    TextReader? LeafHashes = null);

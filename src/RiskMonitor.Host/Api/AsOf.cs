using NodaTime;

namespace RiskMonitor.Host.Api;

/// <summary>
/// What an answer is true of: the day, the position up to which it knows, the policy that judged, and what is missing.
/// </summary>
/// <param name="ValidAt">End of the day that is answered: the one asked for, or the last closed one if that is
/// earlier; absent while none is closed.</param>
/// <param name="AskedFor">The day that was asked for, where another is answered.</param>
/// <param name="Position">Nothing after this position is known; −1 when nothing is.</param>
/// <param name="RecordedAt">Seal time of that position; absent when nothing is known.</param>
/// <param name="RootHash">Root of the first signed tree that holds the position, lower-case hexadecimal; absent in
/// lists, which do not wait for a signature.</param>
/// <param name="TreeSize">Size of that tree.</param>
/// <param name="PolicyVersion">Policies in force on that day, as <c>CN@1#</c> and twelve digits of the document's
/// SHA-256.</param>
/// <param name="Complete">Nothing stands in <paramref name="Incomplete"/>.</param>
/// <param name="Incomplete">Why the answer may still change or lacks something, in words.</param>
/// <param name="OpenItems">Open findings about what was filed, as <c>DQ-LATE:pool/p03</c>: at most
/// <see cref="MostItems"/>, and none for whoever may not read findings.</param>
public sealed record AsOf(
    LocalDate? ValidAt,
    LocalDate? AskedFor,
    long Position,
    Instant? RecordedAt,
    string? RootHash,
    long? TreeSize,
    string Engine,
    IReadOnlyList<string> PolicyVersion,
    bool Complete,
    IReadOnlyList<string> Incomplete,
    IReadOnlyList<string> OpenItems)
{
    public static readonly int MostItems = 100;

    /// <summary>The day that is answered, where the answer is about one.</summary>
    /// <exception cref="ProblemException">None is closed, and none was asked for.</exception>
    internal LocalDate Day() => ValidAt
        ?? throw new ProblemException("not-found", "No day is closed yet: say validAt.");
}

using System.Security.Cryptography;
using RiskMonitor.Filing;
using RiskMonitor.Host.Ledger;

namespace RiskMonitor.Host.Filing;

/// <summary>How a filing is taken.</summary>
public enum FilingMode
{
    /// <summary>Whole or not at all.</summary>
    Atomic,

    /// <summary>What is right is taken, what is wrong is named.</summary>
    Partial,
}

/// <param name="Name">As the reporter calls it.</param>
/// <param name="DryRun">Checks, and writes nothing.</param>
/// <param name="Covers">What the filing is complete for, where the reporter says so.</param>
public sealed record FilingRequest(
    string Name, FilingMode Mode, bool DryRun, CoveredPeriod? Covers, string Source, string Actor);

/// <summary>What became of a filing.</summary>
/// <param name="Filing">Its id: a receipt can be asked for by it. Follows from its bytes.</param>
/// <param name="Truncated">There were more errors than are listed.</param>
public sealed record FilingOutcome(
    string Filing, string Name, string Sha256, FilingMode Mode, bool DryRun, int Lines, int Accepted, int Duplicate,
    int Rejected, bool Truncated, IReadOnlyList<FilingError> Errors);

/// <summary>Takes filings in: reads every line, writes what is right in whole batches, and gives a receipt.</summary>
/// <remarks>
/// The bytes of a filing are kept until it is over, since its id follows from all of them; what is read from them is
/// kept only where nothing may be written before everything is read.
/// </remarks>
public sealed class FilingDesk(LedgerAppender appender)
{
    private const int Batch = 1_000;

    /// <param name="body">The lines, as they stand there.</param>
    /// <param name="reader">The rules of its source.</param>
    /// <param name="hash">SHA-256 of the bytes as they came, lower-case hexadecimal; asked for after the last
    /// line.</param>
    public Task<FilingOutcome> FileAsync(
        IAsyncEnumerable<RawLine> body, FilingReader reader, Func<string> hash, FilingRequest request,
        CancellationToken ct) => FileAsync(body, reader.Read, hash, request, ct);

    /// <summary>The same of lines that were read already, as those of a native file are.</summary>
    public Task<FilingOutcome> FileAsync(
        IAsyncEnumerable<FilingLine> read, Func<string> hash, FilingRequest request, CancellationToken ct) =>
        FileAsync(read, static line => line, hash, request, ct);

    public static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private async Task<FilingOutcome> FileAsync<T>(
        IAsyncEnumerable<T> body, Func<T, FilingLine> judge, Func<string> hash, FilingRequest request,
        CancellationToken ct)
    {
        var lines = new List<T>();
        await foreach (var line in body.WithCancellation(ct))
        {
            lines.Add(line);
        }

        var tally = new FilingTally(request, hash(), lines.Count);
        var waiting = new List<PreparedFact>();
        var isWhole = request.DryRun || request.Mode == FilingMode.Atomic;
        await foreach (var read in new ReadAhead<T>(judge, tally.Filing, request.Actor).ReadAsync(lines))
        {
            ct.ThrowIfCancellationRequested();
            waiting.AddRange(tally.Take(read));
            while (!isWhole && waiting.Count > Batch) // the last batch has the receipt: it waits until it is the last
            {
                await WriteAsync(waiting[..Batch], tally, isLast: false, ct);
                waiting.RemoveRange(0, Batch);
            }
        }

        if (request.DryRun || (request.Mode == FilingMode.Atomic && tally.Rejected > 0))
        {
            return tally.Outcome() with { Accepted = request.DryRun ? waiting.Count : 0 };
        }

        await WriteAsync(waiting, tally, isLast: true, ct);
        return tally.Outcome();
    }

    /// <summary>In partial mode a kill leaves whole batches, and sending the file again brings the rest.</summary>
    private async Task WriteAsync(List<PreparedFact> batch, FilingTally tally, bool isLast, CancellationToken ct)
    {
        var request = tally.Request;
        var result = await appender.AppendAsync(
            batch, request.Actor, isLast ? made => tally.Receipt(batch, made) : null,
            request.Mode == FilingMode.Atomic, ct);
        tally.Count(batch, result);
    }
}

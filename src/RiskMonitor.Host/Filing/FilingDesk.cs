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
public sealed class FilingDesk(LedgerAppender appender)
{
    private const int Batch = 1_000;
    private const int MostErrors = 10_000;
    private const int FilingIdDigits = 32;

    /// <param name="read">The lines, each read by the rules of its source.</param>
    /// <param name="hash">SHA-256 of the bytes as they came, lower-case hexadecimal; asked for after the last
    /// line.</param>
    public async Task<FilingOutcome> FileAsync(
        IAsyncEnumerable<FilingLine> read, Func<string> hash, FilingRequest request, CancellationToken ct)
    {
        var errors = new List<FilingError>();
        var facts = new List<FiledFact>();
        var (lines, rejected) = (0, 0);
        await foreach (var line in read.WithCancellation(ct))
        {
            lines++;
            if (line.Fact is { } fact)
            {
                facts.Add(fact);
                continue;
            }

            rejected++;
            errors.AddRange(line.Errors.Take(MostErrors - errors.Count));
        }

        var sha256 = hash();
        var outcome = new FilingOutcome(
            sha256[..FilingIdDigits], request.Name, sha256, request.Mode, request.DryRun, lines, 0, 0, rejected,
            errors.Count == MostErrors, errors);
        if (request.DryRun || (request.Mode == FilingMode.Atomic && rejected > 0))
        {
            return outcome with { Accepted = request.DryRun ? facts.Count : 0 };
        }

        return await WriteAsync(facts, outcome, request, ct);
    }

    public static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>In partial mode a kill leaves whole batches, and sending the file again brings the rest.</summary>
    private async Task<FilingOutcome> WriteAsync(
        List<FiledFact> facts, FilingOutcome outcome, FilingRequest request, CancellationToken ct)
    {
        var errors = outcome.Errors.ToList();
        var (accepted, duplicate, conflicts) = (0, 0, 0);
        var (first, last) = (default(string), default(string));
        var size = request.Mode == FilingMode.Atomic ? Math.Max(facts.Count, 1) : Batch;
        var batches = facts.Count == 0 ? [[]] : facts.Chunk(size).ToList();
        for (var index = 0; index < batches.Count; index++)
        {
            var batch = batches[index];
            var isLast = index == batches.Count - 1;
            var result = await appender.AppendAsync(
                batch, request.Actor, outcome.Filing, isLast ? Receipt : null, request.Mode == FilingMode.Atomic, ct);
            foreach (var (fact, made) in batch.Zip(result.Facts))
            {
                Count(fact, made, result.Written);
            }

            FilingAccepted Receipt(IReadOnlyList<FactOutcome> made)
            {
                var taken = batch.Zip(made).Where(pair => pair.Second.Status == AppendStatus.Accepted)
                    .Select(pair => pair.First.Id.Id).ToList();
                var conflicting = made.Count(one => one.Status == AppendStatus.Conflict);
                return new FilingAccepted(
                    request.Source, outcome.Filing, request.Name, outcome.Sha256, outcome.Lines,
                    accepted + taken.Count,
                    duplicate + made.Count(one => one.Status == AppendStatus.Duplicate),
                    outcome.Rejected + conflicts + conflicting,
                    first ?? taken.FirstOrDefault(), taken.LastOrDefault() ?? last, request.Covers);
            }
        }

        return outcome with
        {
            Accepted = accepted,
            Duplicate = duplicate,
            Rejected = outcome.Rejected + conflicts,
            Errors = [.. errors.OrderBy(error => error.Line)],
        };

        void Count(FiledFact fact, FactOutcome made, bool written)
        {
            switch (made.Status)
            {
                case AppendStatus.Accepted when written:
                    (accepted, first, last) = (accepted + 1, first ?? fact.Id.Id, fact.Id.Id);
                    break;
                case AppendStatus.Duplicate:
                    duplicate++;
                    break;
                case AppendStatus.Conflict:
                    conflicts++;
                    errors.Add(Conflicting(fact, made));
                    break;
            }
        }
    }

    private static FilingError Conflicting(FiledFact fact, FactOutcome made) => new(
        fact.Line, made.Differs, Column: null, FilingRules.Conflict.Id, FilingRules.Conflict.Code,
        $"{FilingRules.Conflict.Text} It differs at {made.Differs}.", fact.Id.Id);
}

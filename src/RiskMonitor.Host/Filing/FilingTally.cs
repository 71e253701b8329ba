using RiskMonitor.Filing;
using RiskMonitor.Host.Ledger;

namespace RiskMonitor.Host.Filing;

/// <summary>Counts what becomes of the lines of one filing.</summary>
internal sealed class FilingTally(FilingRequest request, string sha256, int lines)
{
    private const int MostErrors = 10_000;
    private const int FilingIdDigits = 32;

    private readonly List<FilingError> errors = [];
    private readonly List<FilingError> conflicts = [];
    private int rejected;
    private int accepted;
    private int duplicate;
    private string? first;
    private string? last;

    public FilingRequest Request => request;

    /// <summary>Follows from the bytes of the filing.</summary>
    public string Filing => sha256[..FilingIdDigits];

    public int Rejected => rejected + conflicts.Count;

    /// <summary>Keeps what is wrong; returns what is right.</summary>
    public IEnumerable<PreparedFact> Take(ReadLine[] read)
    {
        foreach (var (line, prepared) in read)
        {
            if (prepared is not null)
            {
                yield return prepared;
                continue;
            }

            rejected++;
            errors.AddRange(line.Errors.Take(MostErrors - errors.Count));
        }
    }

    public FilingAccepted Receipt(IReadOnlyList<PreparedFact> batch, IReadOnlyList<FactOutcome> made)
    {
        var taken = batch.Zip(made).Where(pair => pair.Second.Status == AppendStatus.Accepted)
            .Select(pair => pair.First.Fact.Id.Id).ToList();
        return new FilingAccepted(
            request.Source, Filing, request.Name, sha256, lines,
            accepted + taken.Count,
            duplicate + made.Count(one => one.Status == AppendStatus.Duplicate),
            Rejected + made.Count(one => one.Status == AppendStatus.Conflict),
            first ?? taken.FirstOrDefault(), taken.LastOrDefault() ?? last, request.Covers);
    }

    public void Count(IReadOnlyList<PreparedFact> batch, AppendResult result)
    {
        foreach (var (prepared, made) in batch.Zip(result.Facts))
        {
            Count(prepared.Fact, made, result.Written);
        }
    }

    /// <summary>As far as it has come.</summary>
    public FilingOutcome Outcome() => new(
        Filing, request.Name, sha256, request.Mode, request.DryRun, lines, accepted, duplicate, Rejected,
        errors.Count == MostErrors, [.. errors.Concat(conflicts).OrderBy(error => error.Line)]);

    private void Count(FiledFact fact, FactOutcome made, bool written)
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
                conflicts.Add(Conflicting(fact, made));
                break;
        }
    }

    private static FilingError Conflicting(FiledFact fact, FactOutcome made) => new(
        fact.Line, made.Differs, Column: null, FilingRules.Conflict.Id, FilingRules.Conflict.Code,
        $"{FilingRules.Conflict.Text} It differs at {made.Differs}.", fact.Id.Id);
}

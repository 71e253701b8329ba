using NodaTime;
using RiskMonitor.Corrections;
using RiskMonitor.Filing;
using RiskMonitor.Surveillance;

namespace RiskMonitor.Host.Native;

/// <summary>What became of one row of a native file.</summary>
/// <param name="Line">Line of the file, counted from 1; of several rows that are summed, the first.</param>
/// <param name="Facts">None where the row is wrong.</param>
public sealed record NativeRow(int Line, Sequence<NativeFact> Facts, Sequence<FilingError> Errors)
{
    public static NativeRow Of(int line, params NativeFact[] facts) => new(line, [.. facts], []);

    /// <param name="column">Name of the column or member that is wrong; null for the whole row.</param>
    /// <param name="value">The whole of what stood there.</param>
    public static NativeRow Wrong(int line, FilingRule rule, string? column, string message, string? value) =>
        new(line, [], [FilingError.Of(line, rule, pointer: null, message, value) with { Column = column }]);
}

/// <summary>A fact in the words of the domain, before it has an envelope.</summary>
/// <param name="Id">Follows from what the fact is about and never from the file's name: see <see cref="NativeId"/>.
/// </param>
/// <param name="Time">Valid time.</param>
/// <param name="SourceRef">What in the file it was taken from, as an invoice number; the same in every file that
/// says it.</param>
public sealed record NativeFact(string Id, Instant Time, Evidence Evidence, string? SourceRef, IFact Data)
{
    /// <summary>Stands where the source of the reporter will: a format does not know in whose name it is read.
    /// </summary>
    private const string Reporter = "urn:riskmonitor:reporter";

    /// <summary>Takes back what the same reporter filed from another file.</summary>
    /// <param name="subject">Stream of the target.</param>
    /// <param name="target">Id of the target.</param>
    public static FactRetracted Retraction(string subject, string target) =>
        new(subject, new FiledId(Reporter, target), CorrectionReason.LateData);

    /// <param name="source">URI of the reporter in whose name it is filed.</param>
    public NativeFact By(string source) => Data is FactRetracted { Target.Source: Reporter } taken
        ? this with { Data = taken with { Target = taken.Target with { Source = source } } }
        : this;
}

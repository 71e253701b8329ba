using NodaTime;
using RiskMonitor.Surveillance;

namespace RiskMonitor.Tests.Demo;

/// <summary>Everything that is filed in the province, by the round in which it comes in.</summary>
/// <remarks>
/// A round is half a year of filings, made in the first days after it. What is filed later than it was true comes in
/// the round of its filing, so that facts arrive out of order between files, and shuffled within each file.
/// </remarks>
internal sealed class Archive
{
    /// <summary>Last day on which a filing still belongs to the round.</summary>
    public static readonly Sequence<LocalDate> RoundEnds =
        [new(2025, 1, 6), new(2025, 7, 6), new(2026, 1, 6), new(2026, 1, 31)];

    private static readonly LocalTime Noon = new(12, 0);

    /// <summary>Offset from universal time of the place where all of this happens.</summary>
    public Offset Place { get; init; } = Entry.Zone;

    private readonly List<(int Round, Entry Entry)> filed = [];
    private readonly HashSet<(string Source, string Id)> ids = [];

    public IEnumerable<Entry> All => filed.Select(item => item.Entry);

    /// <summary>Files a fact of this day. Returns what was filed, so that a story can correct it.</summary>
    /// <param name="on">Day of the filing; the day itself where it is not given.</param>
    public Entry File(
        string source,
        string id,
        LocalDate day,
        IFact data,
        string reference,
        LocalDate? on = null,
        Evidence evidence = Evidence.Documented) =>
        File(source, id, day + Noon, data, reference, on ?? day, evidence);

    public Entry File(
        string source,
        string id,
        LocalDateTime time,
        IFact data,
        string reference,
        LocalDate on,
        Evidence evidence = Evidence.Documented)
    {
        ids.Add((source, id)).ShouldBeTrue($"{source} files {id} twice.");
        var round = RoundOf(on);
        var entry = new Entry(source, id, time, evidence, reference, data) { Place = Place };
        entry = FiledTable.Of(round, entry)?.AsRead(entry) ?? entry;

        filed.Add((round, entry));
        return entry;
    }

    public IReadOnlyList<Entry> Of(int round, string source) =>
        [.. filed.Where(item => item.Round == round && item.Entry.Source == source).Select(item => item.Entry)];

    public static int RoundOf(LocalDate on)
    {
        var round = RoundEnds.TakeWhile(end => end < on).Count();
        round.ShouldBeLessThan(RoundEnds.Count, $"Nothing is filed as late as {on:R}.");
        return round;
    }
}

using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using RiskMonitor.Filing;
using RiskMonitor.Host.Access;
using RiskMonitor.Surveillance;
using RiskMonitor.Surveillance.Digests;
using RiskMonitor.Surveillance.Rows;
using RiskMonitor.Wire;

namespace RiskMonitor.Host.Tests.Http;

/// <summary>
/// Everything that follows from the lines of <c>GET /api/v1/events</c> and from nothing else: what somebody outside the
/// server can compute.
/// </summary>
internal sealed class EventsFold
{
    private readonly Dictionary<long, long> ordinals = [];
    private readonly Lookout lookout = new();
    private long next;
    private long ordinal;

    public List<AssessmentRow> Assessments { get; } = [];

    /// <summary>Of the fold's own conclusions.</summary>
    public Digest Concluded { get; } = new();

    /// <summary>Of the alerts' events as they stand in the log: people's are passed over.</summary>
    public List<(string Stream, object Event)> Logged { get; } = [];

    /// <summary>Takes in what was sealed since.</summary>
    public async Task ReadOnAsync(HostFixture host)
    {
        using var api = host.As(Role.Auditor);
        var text = (await api.GetAsync($"/api/v1/events?from={next}")).Text;
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var position = next++;
            using var leaf = JsonDocument.Parse(line);
            if (Fact(leaf.RootElement, position) is not { } fact)
                continue;

            ordinals[position] = ordinal;
            ordinal += fact.Data is FilingAccepted ? 0 : 1; // a receipt is no fact
            var step = lookout.Step(fact);
            Assessments.AddRange(step.Assessments);
            Concluded.Add(step, OrdinalOf);
        }
    }

    public long OrdinalOf(long position) => ordinals[position];

    /// <summary>What is known of a day up to a position: the last row of the last day of each pool.</summary>
    public IEnumerable<ExposureLeaf> Leaves(LocalDate validAt, long position) => Assessments
        .Where(row => row.Day <= validAt && row.Position <= position
            && row.Subject.StartsWith("pool/", StringComparison.Ordinal))
        .GroupBy(row => row.Subject)
        .Select(rows => rows.MaxBy(row => (row.Day, row.Position))!)
        .SelectMany(row => row.Assessment.Exposures);

    private SealedFact? Fact(JsonElement leaf, long position)
    {
        var (stored, meta) = (leaf.GetProperty("type").GetString()!, leaf.GetProperty("meta"));
        var type = EventCatalogue.Find(stored).ShouldNotBeNull(stored);
        var data = leaf.GetProperty("data").Deserialize(type, Json.Options)!;
        var (recorded, sealedAt) = (Time(leaf, "recordedAt"), Time(leaf, "sealedAt"));
        if (data is FilingAccepted)
        {
            return new SealedFact(
                position, ordinal, sealedAt, recorded,
                new FiledId("urn:local:monitor", leaf.GetProperty("id").GetString()!), recorded, Evidence.Documented,
                data);
        }

        if (meta.TryGetProperty("source", out var source))
        {
            return new SealedFact(
                position, ordinal, sealedAt, recorded,
                new FiledId(source.GetString()!, meta.GetProperty("id").GetString()!), Time(meta, "time"),
                Enum.Parse<Evidence>(meta.GetProperty("evidence").GetString()!, ignoreCase: true), data);
        }

        if (DigestLine.IsMachine(data))
            Logged.Add((leaf.GetProperty("stream").GetString()!, data));
        return null;
    }

    private static Instant Time(JsonElement element, string member) =>
        InstantPattern.ExtendedIso.Parse(element.GetProperty(member).GetString()!).Value;
}

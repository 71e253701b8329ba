using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using RiskMonitor.Surveillance;
using RiskMonitor.Wire;

namespace RiskMonitor.Tests.Demo;

/// <summary>One line of a filing: an event record in its envelope.</summary>
/// <param name="Id">Unique within the source.</param>
/// <param name="Time">Valid time, as local time.</param>
/// <param name="Reference">Where the reporter took it from.</param>
internal sealed record Entry(
    string Source, string Id, LocalDateTime Time, Evidence Evidence, string Reference, IFact Data)
{
    /// <summary>The province keeps China Standard Time, which has no summer time.</summary>
    public static readonly Offset Zone = Offset.FromHours(8);

    /// <summary>Of the place that the fact is about.</summary>
    public Offset Place { get; init; } = Zone;

    public Instant ValidTime => Time.WithOffset(Place).ToInstant();

    public FiledId FiledId => new(Source, Id);

    public string Line()
    {
        var line = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = Id,
            ["source"] = Source,
            ["type"] = EventCatalogue.NameOf(Data.GetType()),
            ["subject"] = Data.Stream,
            ["time"] = OffsetDateTimePattern.Rfc3339.Format(Time.WithOffset(Place)),
            ["evidence"] = JsonSerializer.SerializeToNode(Evidence, Json.Options),
            ["sourceref"] = Reference,
            ["data"] = JsonSerializer.SerializeToNode(Data, Data.GetType(), Json.Options),
        };
        return line.ToJsonString(Json.Options);
    }
}

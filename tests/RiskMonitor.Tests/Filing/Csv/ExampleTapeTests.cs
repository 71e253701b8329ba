using System.Text.Json;
using System.Text.Json.Nodes;
using RiskMonitor.Filing;
using RiskMonitor.Host.Filing.Csv;
using RiskMonitor.Wire;

namespace RiskMonitor.Tests.Filing.Csv;

/// <summary>The tape, the mapping and what they say, in specs/filing.</summary>
public sealed class ExampleTapeTests
{
    private const string Source = "urn:local:lessor-a";

    private static readonly JsonSerializerOptions Indented = new(Json.Options) { WriteIndented = true };

    private static CsvMap Map => CsvMap.Read(File.ReadAllBytes(Repo.Path("specs/filing/example.map.json")));

    [Fact]
    public void The_tape_becomes_these_lines_byte_for_byte() => Written.Match(
        "specs/filing/example-tape.ndjson",
        string.Concat(new CsvFiling(Map, Source).Lines(Tape()).Select(line => line.Json + "\n")));

    [Fact]
    public void Every_line_of_the_tape_is_accepted()
    {
        var lines = new CsvFiling(Map, Source)
            .Read(Tape(), new FilingReader(new FilingScope(Source, MayOversee: false))).ToList();

        lines.SelectMany(line => line.Errors).ShouldBeEmpty();
        lines.Select(line => (line.Line, line.Fact!.Type)).ShouldBe(
        [
            (3, "pool-registered.v1"), (3, "facility-opened.v1"), (4, "pool-registered.v1"),
            (4, "facility-opened.v1"), (6, "pool-registered.v1"),
        ]);
    }

    [Fact]
    public void The_schema_is_that_of_the_mapping()
    {
        var schema = EventSchema.Of("map", typeof(CsvMap));
        schema["$id"] = "urn:riskmonitor:filing:map";
        schema["title"] = "Mapping of a table to events";
        AllowAnyConstant(schema);

        Written.Match("specs/filing/map.schema.json", schema.ToJsonString(Indented) + "\n");
    }

    /// <summary>A constant is any JSON, where raw JSON in an event is an object.</summary>
    private static void AllowAnyConstant(JsonNode? node)
    {
        if (node is JsonArray items)
        {
            items.ToList().ForEach(AllowAnyConstant);
        }

        foreach (var (name, value) in (node as JsonObject)?.ToList() ?? [])
        {
            if (name == "constant")
            {
                node![name] = true;
            }
            else
            {
                AllowAnyConstant(value);
            }
        }
    }

    private static FileStream Tape() => File.OpenRead(Repo.Path("specs/filing/example-tape.csv"));
}

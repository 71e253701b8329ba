using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using RiskMonitor.Filing;

namespace RiskMonitor.Tests.Filing;

public sealed class ReaderProperties
{
    private static readonly byte[][] Examples =
        [.. Example.OfFacts().Select(type => Compact(Example.Text(type)))];

    [Fact]
    public void Whatever_is_done_to_the_bytes_the_answer_is_a_fact_or_errors()
    {
        var edit = Gen.Select(Gen.Double.Unit, Gen.Byte, Gen.Int[0, 2]);

        Gen.Select(Gen.Int[0, Examples.Length - 1], edit.Array[1, 4]).Sample(
            (index, edits) =>
            {
                var line = new FilingReader(Example.Overseer).Read(Edited(Examples[index], edits), 1);
                (line.Fact is null).ShouldBe(line.Errors.Count > 0);
            },
            iter: 4_000);
    }

    /// <summary>Edits that keep the text JSON reach deeper than bytes at random.</summary>
    [Fact]
    public void Whatever_stands_in_place_of_a_value_the_answer_is_a_fact_or_errors()
    {
        string[] values =
        [
            "null", "7", "-0", "1e400", "1.5", "\"\"", "\"-0\"", "\"\\ud800\"", "\"\\u0000\"", "[]", "[null]", "{}",
            "{\"nd\":1}", "{\"nd\":\"\\udc00\"}", "{\"nd\":\"not-collected\",\"nd\":1}", "true", "\"9999-12-31\"",
            "\"99999999999999999999999999999\"", "{\"\\ud800\":1}", "\"2026-13\"", "\"not-collected\"", "[[[]]]",
            "9007199254740993", "\"-9998-01-01T00:00:00Z\"", "\"99999999:00:00\"",
        ];

        Gen.Select(Gen.Int[0, Examples.Length - 1], Gen.Double.Unit, Gen.Int[0, values.Length - 1]).Sample(
            (index, place, value) =>
            {
                var text = Replaced(Examples[index], place, values[value]);
                var line = new FilingReader(Example.Overseer).Read(Encoding.UTF8.GetBytes(text), 1);
                (line.Fact is null).ShouldBe(line.Errors.Count > 0);
            },
            iter: 4_000);
    }

    [Fact]
    public void White_space_order_and_escapes_do_not_change_the_hash()
    {
        Gen.Select(Gen.Int[0, Examples.Length - 1], Gen.Int[0, 1_000]).Sample(
            (index, seed) =>
            {
                var reader = new FilingReader(Example.Overseer);
                var other = Shuffled(JsonNode.Parse(Examples[index])!, new Random(seed)).ToJsonString(
                    new System.Text.Json.JsonSerializerOptions { WriteIndented = seed % 2 == 0 });

                reader.Read(Encoding.UTF8.GetBytes(other), 1).Fact.ShouldNotBeNull().CanonicalHash
                    .ShouldBe(reader.Read(Examples[index], 1).Fact.ShouldNotBeNull().CanonicalHash);
            },
            iter: 300);
    }

    [Fact]
    public void A_fact_written_canonically_is_read_as_the_same_fact()
    {
        var reader = new FilingReader(Example.Overseer);
        foreach (var example in Examples)
        {
            var fact = reader.Read(example, 1).Fact.ShouldNotBeNull();
            var form = FiledForm.Of(fact);
            var again = reader.Read(Encoding.UTF8.GetBytes(form), 1).Fact.ShouldNotBeNull();

            again.ShouldBe(fact with { CanonicalHash = again.CanonicalHash });
            FiledForm.Of(again).ShouldBe(form);
            reader.Read(Encoding.UTF8.GetBytes(form), 1).Fact!.CanonicalHash.ShouldBe(again.CanonicalHash);
        }
    }

    private static byte[] Edited(byte[] line, (double Place, byte Value, int Kind)[] edits)
    {
        var bytes = line.ToList();
        foreach (var (place, value, kind) in edits)
        {
            var at = Math.Min((int)(place * bytes.Count), bytes.Count - 1);
            if (kind == 0)
            {
                bytes[at] = value;
            }
            else if (kind == 1)
            {
                bytes.Insert(at, value);
            }
            else
            {
                bytes.RemoveAt(at);
            }
        }

        return [.. bytes];
    }

    /// <summary>Puts raw JSON in place of one scalar of the line.</summary>
    private static string Replaced(byte[] line, double place, string value)
    {
        var spans = new List<(int From, int To)>();
        var reader = new System.Text.Json.Utf8JsonReader(line);
        while (reader.Read())
        {
            if (reader.TokenType is System.Text.Json.JsonTokenType.String or System.Text.Json.JsonTokenType.Number)
            {
                spans.Add(((int)reader.TokenStartIndex, (int)reader.BytesConsumed));
            }
        }

        var (from, to) = spans[Math.Min((int)(place * spans.Count), spans.Count - 1)];
        return Encoding.UTF8.GetString(line[..from]) + value + Encoding.UTF8.GetString(line[to..]);
    }

    private static JsonNode Shuffled(JsonNode node, Random random) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(_ => random.Next())
            .Select(member => KeyValuePair.Create(member.Key, (JsonNode?)Shuffled(member.Value!, random)))),
        JsonArray items => new JsonArray([.. items.Select(item => Shuffled(item!, random))]),
        _ => node.DeepClone(),
    };

    private static byte[] Compact(string json) => Encoding.UTF8.GetBytes(JsonNode.Parse(json)!.ToJsonString());
}

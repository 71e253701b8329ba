using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using RiskMonitor.Filing;
using RiskMonitor.Wire;

namespace RiskMonitor.Host.Filing.Csv;

/// <summary>One row, read as one of the events that the mapping makes of it.</summary>
internal sealed class RowReader(CsvHeader header, CsvRecord record, CellReader cells, string source)
{
    private static readonly JsonSerializerOptions Plain =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<FilingError> errors = [];

    public bool Is(Condition? when) => when is null
        || (when.In is { } words ? words.Contains(Cell(when.Column)) : !cells.IsAbsent(Cell(when.Column)));

    public CsvLine Read(EventMap from)
    {
        var line = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = Fill(from.Id),
            ["source"] = source,
            ["type"] = from.Type,
        };
        var data = new JsonObject();
        foreach (var member in from.Members)
        {
            if (Value(member) is { } value)
            {
                Place(data, member.To.Split('/').AsSpan(1), value);
            }
        }

        if (Subject(from.Type, data) is { } subject)
        {
            line["subject"] = subject;
        }

        line["time"] = Value(from.Time);
        line["evidence"] = from.Evidence;
        if (from.SourceRef is { } reference)
        {
            line["sourceref"] = Fill(reference);
        }

        line["data"] = data;
        return errors.Count > 0
            ? new CsvLine(record.Line, Json: null, from, [.. errors])
            : new CsvLine(record.Line, line.ToJsonString(Plain), from, []);
    }

    private JsonNode? Value(MemberMap member)
    {
        if (member.Constant is { } constant)
        {
            return JsonNode.Parse(constant.Text);
        }

        if (member.Column is not { } column)
        {
            return Fill(member.Template!);
        }

        var cell = Cell(column);
        if (cells.IsAbsent(cell))
        {
            if (member.NoData is null && !member.Optional)
            {
                Refuse(FilingRules.CellEmpty, member, value: null);
            }

            return member.NoData is { } reason ? new JsonObject { ["nd"] = reason } : null;
        }

        var value = cells.Read(cell, member, out var broken);
        if (broken is not null)
        {
            Refuse(broken, member, cell);
        }

        return value;
    }

    private void Refuse(FilingRule rule, MemberMap member, string? value) => errors.Add(
        FilingError.Of(record.Line, rule, "/data" + member.To, rule.Text, value) with { Column = member.Column });

    private string Cell(string column) => record.Cells[header[column]];

    private string Fill(string template) => Template.Fill(template, record.Line, Cell);

    /// <summary>The stream of the data, which the data alone knows; null while it is wrong.</summary>
    private static string? Subject(string type, JsonObject data)
    {
        try
        {
            return ((IFact)data.Deserialize(EventCatalogue.Find(type)!, Json.Options)!).Stream;
        }
        catch (Exception broken) when (broken is JsonException or FormatException or InvalidOperationException
            or ArgumentException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>Puts a value where the pointer says; a step of digits is a place in a list, filled in order.</summary>
    private static void Place(JsonNode parent, ReadOnlySpan<string> steps, JsonNode value)
    {
        var existing = Child(parent, steps[0]);
        if (steps.Length == 1)
        {
            Set(parent, steps[0], value);
            return;
        }

        if (existing is not (JsonObject or JsonArray))
        {
            existing = IsIndex(steps[1]) ? new JsonArray() : new JsonObject();
            Set(parent, steps[0], existing);
        }

        Place(existing, steps[1..], value);
    }

    private static JsonNode? Child(JsonNode parent, string step) => parent is JsonArray list
        ? list.ElementAtOrDefault(Index(step))
        : parent[step];

    private static void Set(JsonNode parent, string step, JsonNode value)
    {
        if (parent is not JsonArray list)
        {
            parent[step] = value;
        }
        else if (Index(step) < list.Count)
        {
            list[Index(step)] = value;
        }
        else
        {
            list.Add(value);
        }
    }

    private static bool IsIndex(string step) => step.All(char.IsAsciiDigit);

    private static int Index(string step) => int.Parse(step, CultureInfo.InvariantCulture);
}

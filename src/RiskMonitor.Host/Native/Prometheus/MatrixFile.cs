using System.Text;
using System.Text.Json;
using RiskMonitor.Filing;
using RiskMonitor.Host.Native.Telemetry;

namespace RiskMonitor.Host.Native.Prometheus;

/// <summary>
/// The answer of <c>/api/v1/query_range</c> while it is read: series by series, each with its labels before its
/// values. Lines are counted by series.
/// </summary>
internal sealed class MatrixFile(Stream file, Interpreter interpreter) : TelemetryFile
{
    private const string Order = "A series names its metric, as __name__ among its labels, before its values.";
    private readonly StreamedJson json = new(file);
    private int series;
    private bool isOver;
    private bool isResult;
    private LabelSet? labels;
    private KnownMetric? metric;
    private bool isNamed;

    public override string? Exporter => interpreter.Exporter;

    public override IEnumerable<TelemetryRow> Rows()
    {
        while (!isOver)
        {
            interpreter.Rows.Clear();
            try
            {
                isOver = !json.Read();
                Take();
            }
            catch (Exception broken) when (broken is JsonException or InvalidOperationException)
            {
                // the second is said of a text that is no UTF-8
                isOver = true;
                Refuse($"The answer cannot be read to its end: {broken.Message}", null);
            }

            foreach (var row in interpreter.Rows)
            {
                yield return row;
            }

            isOver |= interpreter.IsMixed;
        }
    }

    /// <summary>One token, or one whole pair of a time and a value.</summary>
    private void Take()
    {
        switch (json.Token)
        {
            case JsonTokenType.PropertyName when json.Depth == 1 && json.Text == "status":
                Expect("success", "Prometheus answered with an error.");
                break;
            case JsonTokenType.PropertyName when json.Depth == 2 && json.Text == "resultType":
                Expect("matrix", "The answer is a matrix, as query_range gives it.");
                break;
            case JsonTokenType.PropertyName when json.Depth == 2:
                isResult = json.Text == "result";
                break;
            case JsonTokenType.StartObject when isResult && json.Depth == 3:
                (series, labels, metric, isNamed) = (series + 1, null, null, false);
                break;
            case JsonTokenType.PropertyName when isResult && json.Depth == 4 && json.Text == "metric":
                Name();
                break;
            case JsonTokenType.PropertyName when isResult && json.Depth == 4 && json.Text == "values":
                Values();
                break;
            case JsonTokenType.StartArray when isResult && json.Depth == 5 && metric is not null:
                Pair();
                break;
        }
    }

    private void Expect(string text, string complaint)
    {
        if (!json.Read() || json.Text != text)
        {
            isOver = true;
            Refuse(complaint, json.Text);
        }
    }

    private void Name()
    {
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var key = string.Empty; json.Read() && json.Token != JsonTokenType.EndObject;)
        {
            if (json.Token == JsonTokenType.PropertyName)
            {
                key = json.Text;
            }
            else if (json.Token == JsonTokenType.String)
            {
                named[key] = json.Text;
            }
        }

        var name = named.GetValueOrDefault("__name__");
        isNamed = name is not null;
        metric = name is null ? null : interpreter.Find(Encoding.UTF8.GetBytes(name));
        labels = metric is null ? null : interpreter.Labels(named);
        metric = metric is not null && interpreter.Agrees(metric, series) ? metric : null;
    }

    private void Values()
    {
        if (!isNamed)
        {
            interpreter.Refuse(series, FilingRules.NativeUnitUnknown, Order, null);
        }

        if (metric is null && json.Read())
        {
            json.PassOver();
        }
    }

    private void Pair()
    {
        var cells = new List<string>(2);
        while (json.Read() && json.Token != JsonTokenType.EndArray)
        {
            cells.Add(json.Text);
        }

        if (cells is [var time, var value]
            && ExpositionLine.TryTime(Encoding.UTF8.GetBytes(time), out var at)
            && ExpositionLine.TryNumber(Encoding.UTF8.GetBytes(value), out var raw))
        {
            interpreter.Take(series, metric!, labels!, raw, at);
        }
        else
        {
            Refuse("A value is a pair of a time in seconds and a number in quotes.", string.Join(' ', cells));
        }
    }

    private void Refuse(string message, string? value) =>
        interpreter.Refuse(series, FilingRules.NativeMalformed, message, value);
}

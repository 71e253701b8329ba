using System.Text;
using NodaTime;
using RiskMonitor.Filing;

namespace RiskMonitor.Host.Native.Telemetry;

/// <summary>An exposition text while it is read. Only lines of known metrics are decoded.</summary>
internal sealed class ExpositionFile(Stream file, Interpreter interpreter) : TelemetryFile
{
    private static readonly byte[] Version = "npu_exporter_version_info"u8.ToArray();
    private readonly ExpositionReader lines = new(file);

    public override string? Exporter => interpreter.Exporter;

    public override IEnumerable<TelemetryRow> Rows()
    {
        while (lines.Read())
        {
            interpreter.Rows.Clear();
            Take(lines.Text);
            foreach (var row in interpreter.Rows)
            {
                yield return row;
            }

            if (interpreter.IsMixed)
            {
                yield break;
            }
        }
    }

    private void Take(ReadOnlySpan<byte> line)
    {
        if (lines.Broken is { } broken)
        {
            interpreter.Refuse(
                lines.Line, broken,
                broken == FilingRules.NativeMalformed ? "The file ends within a line." : broken.Text,
                Encoding.UTF8.GetString(line[..Math.Min(line.Length, 100)]));
            return;
        }

        var length = ExpositionLine.NameLength(line);
        if (length == 0 || line[0] == (byte)'#')
        {
            return;
        }

        if (interpreter.Find(line[..length]) is { } metric)
        {
            Known(metric, line[length..]);
        }
        else if (line[..length].SequenceEqual(Version) && ExpositionLine.TryRead(line[length..], out var info))
        {
            interpreter.Learn(interpreter.Labels(info.Labels));
        }
    }

    private void Known(KnownMetric metric, ReadOnlySpan<byte> rest)
    {
        var at = default(Instant);
        if (!ExpositionLine.TryRead(rest, out var read)
            || !ExpositionLine.TryNumber(read.Value, out var raw)
            || (!read.Time.IsEmpty && !ExpositionLine.TryTime(read.Time, out at)))
        {
            interpreter.Refuse(
                lines.Line, FilingRules.NativeMalformed, "A sample is NAME{LABELS} VALUE and then a time, if any.",
                Encoding.UTF8.GetString(rest[..Math.Min(rest.Length, 100)]));
        }
        else if (interpreter.Agrees(metric, lines.Line))
        {
            interpreter.Take(
                lines.Line, metric, interpreter.Labels(read.Labels), raw, read.Time.IsEmpty ? null : at);
        }
    }
}

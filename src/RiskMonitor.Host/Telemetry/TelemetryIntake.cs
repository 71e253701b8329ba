using System.Globalization;
using NodaTime;
using RiskMonitor.Filing;
using RiskMonitor.Host.Native;

namespace RiskMonitor.Host.Telemetry;

/// <summary>Reads one file into the table, row by row, and keeps what is wrong.</summary>
/// <param name="now">Samples after it, clocks that go a little wrong apart, are refused.</param>
/// <param name="droppedBefore">Days that nothing can be added to, since the rest of them is gone.</param>
internal sealed class TelemetryIntake(
    Declaration declaration, string source, SampleCopy copy, Func<long> nextFile, Instant now, LocalDate? droppedBefore)
{
    /// <summary>Of one pool in one file.</summary>
    public static readonly Duration LongestSpan = Duration.FromDays(62);

    private const int MostErrors = 10_000;
    private const int LongestName = 256;
    private static readonly Duration Skew = Duration.FromMinutes(5);
    private static readonly Instant Least = Instant.FromUtc(2015, 1, 1, 0, 0);

    private readonly Dictionary<string, PoolIntake?> byHost = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, PoolIntake> byPool = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (int Line, int Count)> undeclared = new(StringComparer.Ordinal);
    private readonly List<FilingError> errors = [];
    private Instant least = Least;
    private Instant first = Instant.MaxValue;
    private Instant last = Instant.MinValue;

    public IReadOnlyCollection<PoolIntake> Pools => byPool.Values;

    public int Rejected { get; private set; }

    public int Accepted { get; private set; }

    /// <summary>Nothing of the file may be kept, whatever was asked for.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>In the order of their lines; a host that is not declared once, with the count of its samples.</summary>
    public IReadOnlyList<FilingError> Errors =>
    [
        .. undeclared.Select(host => Native.Telemetry.Measure.Refusal(
                host.Value.Line, FilingRules.NativeUndeclared,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"No entry of devices fits this host: {host.Value.Count} samples are refused. {Declaration.Asked}"),
                host.Key))
            .Concat(errors).OrderBy(error => error.Line).Take(MostErrors),
    ];

    public void Read(TelemetryFile file, CancellationToken ct)
    {
        least = droppedBefore is { } day ? Instant.Max(Least, day.AtMidnight().InUtc().ToInstant()) : Least;
        foreach (var row in file.Rows())
        {
            if (row.Error is { } error)
            {
                Refuse(error);
            }
            else
            {
                Take(row.Sample);
            }

            if (((Accepted + Rejected) & 0xFFFF) == 0)
            {
                ct.ThrowIfCancellationRequested();
            }
        }

        copy.Complete();
    }

    /// <summary>Whether a text can be the name of something: short, and without control characters.</summary>
    public static bool IsName(string text) => text.Length is > 0 and <= LongestName && !text.Any(char.IsControl);

    /// <summary>Says that the file as a whole is refused.</summary>
    public void RefuseAll(FilingRule rule, string message, string? value)
    {
        errors.Add(Native.Telemetry.Measure.Refusal(1, rule, message, value));
        IsRefused = true;
    }

    private void Take(in Sample sample)
    {
        if (sample.At > now + Skew || sample.At < least)
        {
            Refuse(Native.Telemetry.Measure.Refusal(
                sample.Line, FilingRules.NativeTimeOutOfReach, FilingRules.NativeTimeOutOfReach.Text,
                NodaTime.Text.InstantPattern.General.Format(sample.At)));
            return;
        }

        if (!Spans(sample))
        {
            return;
        }

        if (PoolOf(sample.Device.Host) is not { } pool)
        {
            var (line, count) = undeclared.GetValueOrDefault(sample.Device.Host, (sample.Line, 0));
            undeclared[sample.Device.Host] = (line, count + 1);
            Rejected++;
            return;
        }

        if (!pool.Devices.TryGetValue(sample.Device, out var number))
        {
            if (!IsName(sample.Device.Host) || !IsName(sample.Device.Id) || !IsName(sample.Device.Place))
            {
                Refuse(Native.Telemetry.Measure.Refusal(
                    sample.Line, FilingRules.NativeMalformed, "Hosts and devices have short names.", sample.Device.Id));
                return;
            }

            pool.Devices.Add(sample.Device, number = DeviceNumber.Of(source, sample.Device));
        }

        pool.Count(sample.At);
        Accepted++;
        copy.Write(pool.File, number, sample);
    }

    /// <summary>Said at once, since each day that is written to needs room that is kept.</summary>
    private bool Spans(in Sample sample)
    {
        var (from, to) = (Instant.Min(first, sample.At), Instant.Max(last, sample.At));
        if (to - from <= LongestSpan)
        {
            (first, last) = (from, to);
            return true;
        }

        Rejected++;
        if (!IsRefused)
        {
            errors.Add(Native.Telemetry.Measure.Refusal(
                sample.Line, FilingRules.NativeTimeOutOfReach, "A file spans at most 62 days.",
                NodaTime.Text.InstantPattern.General.Format(sample.At)));
            IsRefused = true;
        }

        return false;
    }

    private PoolIntake? PoolOf(string host)
    {
        if (byHost.TryGetValue(host, out var known))
        {
            return known;
        }

        var group = Pattern.GroupOf(declaration, host);
        if (group is not null && !byPool.ContainsKey(group.Pool.Value))
        {
            byPool.Add(group.Pool.Value, new PoolIntake(group.Pool, nextFile()));
        }

        return byHost[host] = group is null ? null : byPool[group.Pool.Value];
    }

    private void Refuse(FilingError error)
    {
        Rejected++;
        IsRefused |= error.Rule == FilingRules.NativeVersionsMixed.Id;
        if (errors.Count < MostErrors)
        {
            errors.Add(error);
        }
    }
}

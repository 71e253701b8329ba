using NodaTime;
using RiskMonitor.Filing;

namespace RiskMonitor.Host.Native;

/// <summary>A file of what exporters measured at devices, read as samples in one unit each.</summary>
public interface ITelemetryFormat
{
    /// <summary>As <c>ingest --format</c> names it.</summary>
    string Name { get; }

    /// <summary>What the file is, in a few words, for <c>--help</c>.</summary>
    string Says { get; }

    TelemetryFile Open(Stream file, Declaration declaration);
}

/// <summary>One file while it is read: once, in memory for one line and the headers seen so far.</summary>
public abstract class TelemetryFile
{
    /// <summary>Name and version of the exporter that wrote it, declared or found in the file; null until known.
    /// </summary>
    public abstract string? Exporter { get; }

    public abstract IEnumerable<TelemetryRow> Rows();
}

/// <summary>What became of one sample of the file: it is right, or <see cref="Error"/> says why not.</summary>
public readonly record struct TelemetryRow(Sample Sample, FilingError? Error);

/// <summary>One number of one device at one time.</summary>
/// <param name="Line">Line of the file, counted from 1.</param>
/// <param name="Value">In the unit of the quantity.</param>
public readonly record struct Sample(int Line, Instant At, Device Device, TelemetryQuantity Quantity, double Value);

/// <summary>What exporters measure: a card, or a die of one.</summary>
/// <param name="Host">Name of the machine, lower case.</param>
/// <param name="Id">UUID or serial number, else the place.</param>
/// <param name="Place">Where in the host it sits, as its index: what replaces a card has another id there.</param>
public sealed record Device(string Host, string Id, string Place);

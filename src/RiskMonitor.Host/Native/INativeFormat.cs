namespace RiskMonitor.Host.Native;

/// <summary>A file as its vendor writes it, read as facts. Pure: the same file and declaration say the same.</summary>
public interface INativeFormat
{
    /// <summary>As <c>ingest --format</c> names it.</summary>
    string Name { get; }

    /// <summary>What the file is, in a few words, for <c>--help</c>.</summary>
    string Says { get; }

    /// <summary>
    /// One <see cref="NativeRow"/> for each row that says a fact or is wrong, and for what several rows say together
    /// one at their end. The stream is read once, in memory for one row and what must be summed.
    /// </summary>
    IEnumerable<NativeRow> Read(Stream file, Declaration declaration);
}

namespace RiskMonitor.Filing;

/// <summary>Sizes that every filing keeps to, whatever it comes through.</summary>
public static class FilingLimits
{
    /// <summary>Bytes of one line without its line feed, or of one element of a batch.</summary>
    public static readonly int LineBytes = 64 * 1024;

    /// <summary>Bytes of the canonical form of <c>data</c>.</summary>
    public static readonly int DataBytes = 48 * 1024;

    /// <summary>Objects and arrays within each other, the event itself included.</summary>
    public static readonly int Depth = 32;

    public static readonly int SerialsPerEvent = 500;

    public static readonly int WindowsPerBlock = 744;

    public static readonly int SourceRefCharacters = 512;

    public static readonly int TextCharacters = 4096;
}

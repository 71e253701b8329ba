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

    /// <summary>Of one HTTP body, unpacked.</summary>
    public static readonly long BodyBytes = 64L * 1024 * 1024;

    public static readonly int BodyLines = 200_000;

    /// <summary>Unpacked size over packed size.</summary>
    public static readonly int PackingRatio = 100;

    public static readonly int SerialsPerEvent = 500;

    public static readonly int WindowsPerBlock = 744;

    public static readonly int SourceRefCharacters = 512;

    public static readonly int TextCharacters = 4096;
}

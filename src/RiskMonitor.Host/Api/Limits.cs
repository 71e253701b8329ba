namespace RiskMonitor.Host.Api;

/// <summary>How many rows a page of a list has.</summary>
public static class Limits
{
    private const int Default = 100;
    private const int Most = 500;

    /// <exception cref="ProblemException">It is no number, or too large a one.</exception>
    public static int Read(string? limit) => limit is null ? Default
        : int.TryParse(limit, out var count) && count is >= 1 and <= Most ? count
        : throw new ProblemException("malformed", $"limit is a whole number from 1 to {Most}.");
}

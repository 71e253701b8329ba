namespace RiskMonitor.Host.Cli;

/// <summary>What a command answers to the shell.</summary>
public static class ExitCode
{
    public static int Done => 0;

    /// <summary>What was expected is not what is there.</summary>
    public static int Different => 1;

    public static int Usage => 64;
    public static int BadInput => 65;

    /// <summary>A service that the command needs is missing.</summary>
    public static int Unavailable => 69;

    public static int Bug => 70;

    /// <summary>Another process holds what the command needs, for now.</summary>
    public static int Held => 75;
}

/// <summary>Ends a command with words for a person and a code for the shell.</summary>
public sealed class CommandFailedException(int exitCode, string message, Exception? cause = null)
    : Exception(message, cause)
{
    public int ExitCode { get; } = exitCode;
}

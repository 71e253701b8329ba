using System.CommandLine;

namespace RiskMonitor.Host.Cli;

/// <summary>Options that every verb understands.</summary>
public static class CommonOptions
{
    public static readonly Option<string> Data = new("--data")
    {
        Description = "Folder of the embedded database, the keys and the checkpoints.",
        HelpName = "folder",
        Recursive = true,
        DefaultValueFactory = _ => HostSettings.DefaultDataFolder(),
    };

    public static readonly Option<string?> Connection = new("--connection")
    {
        Description = "Connection string of a PostgreSQL database that is used instead of the embedded one.",
        HelpName = "string",
        Recursive = true,
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("ConnectionStrings__Ledger"),
    };

    public static readonly Option<string?> Server = new("--server")
    {
        Description = "Address of a running server; without it the one on this data folder, or one of its own.",
        HelpName = "url",
        Recursive = true,
    };

    public static readonly Option<string?> As = new("--as")
    {
        Description = "Bearer token to act with; without it a development token of the role that the verb needs.",
        HelpName = "token",
        Recursive = true,
    };

    public static readonly Option<bool> Json = new("--json")
    {
        Description = "Write JSON to standard output; words and progress go to standard error.",
        Recursive = true,
    };

    public static readonly Option<string?> ValidAt = new("--valid-at")
    {
        Description = "The day asked about; default: the last closed day.",
        HelpName = "date",
    };

    public static readonly Option<string?> RecordedAt = new("--recorded-at")
    {
        Description = "As it was known then: an instant (RFC 3339) or pos:N; default: now.",
        HelpName = "time",
    };

    public static HostSettings Settings(this ParseResult parsed) =>
        new(parsed.GetValue(Data)!, parsed.GetValue(Connection));
}

namespace RiskMonitor.Host;

/// <summary>Where a host keeps its things, and which database it uses.</summary>
/// <param name="DataFolder">Embedded database, keys, checkpoints.</param>
/// <param name="Connection">Null: the embedded database in the data folder.</param>
public sealed record HostSettings(string DataFolder, string? Connection)
{
    /// <summary>Checkpoints leave the database, so that whoever rewrites it cannot rewrite them as well.</summary>
    public string CheckpointFolder { get; init; } = Path.Combine(DataFolder, "checkpoints");

    public string KeyFolder => Path.Combine(DataFolder, "keys");

    /// <summary>Jurisdiction whose ledger this is.</summary>
    public Jurisdiction Jurisdiction { get; init; } = Jurisdiction.Of("CN");

    /// <summary>Loopback unless told otherwise; port 0 takes a free one.</summary>
    public string Url { get; init; } = "http://127.0.0.1:0";

    public static string DefaultDataFolder() =>
        Environment.GetEnvironmentVariable("RISKMONITOR_DATA") is { Length: > 0 } chosen ? chosen
        // Root's home is closed to the unprivileged account that PostgreSQL runs as.
        : Postgres.ServerAccount.IsRoot ? "/var/lib/riskmonitor"
        : Path.Combine(
            Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData,
                Environment.SpecialFolderOption.DoNotVerify), // a new user's home has no such folder yet
            "riskmonitor");
}

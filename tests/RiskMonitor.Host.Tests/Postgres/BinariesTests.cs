using RiskMonitor.Host.Postgres;

namespace RiskMonitor.Host.Tests.Postgres;

public sealed class BinariesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("riskmonitor-binaries-").FullName;

    /// <summary>A machine without PostgreSQL and without npm.</summary>
    private EmbeddedPostgresOptions Bare => new()
    {
        DataFolder = Path.Combine(folder, "data"),
        SearchPath = "",
        SystemFolders = [],
        PackageFolder = Path.Combine(folder, "packages"),
    };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Where_there_is_no_PostgreSQL_one_sentence_names_the_three_ways_out()
    {
        var message = await RefusalAsync(Bare);

        message.ShouldContain("install PostgreSQL");
        message.ShouldContain("docker compose up");
        message.ShouldContain("--connection");
        message.Trim('.').ShouldNotContain(". ");
    }

    [Fact]
    public async Task A_setting_that_names_the_wrong_folder_is_told_so_and_not_passed_over() =>
        (await RefusalAsync(new() { DataFolder = Path.Combine(folder, "data"), Binaries = folder }))
            .ShouldStartWith(folder);

    [Fact]
    public async Task A_cluster_of_another_version_is_not_touched()
    {
        Directory.CreateDirectory(Path.Combine(folder, "data", "postgres"));
        await File.WriteAllTextAsync(Path.Combine(folder, "data", "postgres", "PG_VERSION"), "8\n");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "data", "secrets.json"), """{"Admin":"a","Owner":"b","Runtime":"c"}""");

        (await RefusalAsync(Bare)).ShouldContain("version 8");
    }

    [Fact]
    public async Task A_package_with_another_digest_is_not_unpacked()
    {
        var npm = Path.Combine(folder, OperatingSystem.IsWindows() ? "npm.cmd" : "npm");
        await File.WriteAllTextAsync(npm, "#!/bin/sh\necho forged > package.tgz\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(npm, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        (await RefusalAsync(Bare with { SearchPath = folder })).ShouldContain("SHA-512");

        Directory.EnumerateFileSystemEntries(Bare.PackageFolder).ShouldBeEmpty();
    }

    private static async Task<string> RefusalAsync(EmbeddedPostgresOptions options) =>
        (await Should.ThrowAsync<EmbeddedPostgresException>(() => EmbeddedPostgres.StartAsync(options, null, default)))
            .Message;
}

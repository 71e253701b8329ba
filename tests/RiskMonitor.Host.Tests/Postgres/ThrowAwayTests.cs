using RiskMonitor.Host.Postgres;

namespace RiskMonitor.Host.Tests.Postgres;

public sealed class ThrowAwayTests
{
    [Fact]
    public async Task A_throw_away_folder_goes_with_its_last_user()
    {
        var options = TestCluster.NewFolder();
        await using (var server = await EmbeddedPostgres.StartAsync(options, null, default))
        {
            await server.Roles.EnsureDatabaseAsync("ledger");
            (await Sql.OneAsync<string>(server.ConnectionString("ledger"), "show fsync")).ShouldBe("off");
            (await EmbeddedPostgres.DiscardAsync(options, default)).ShouldBeFalse("somebody uses it");
        }

        Directory.Exists(options.DataFolder).ShouldBeFalse();
    }

    [Fact]
    public async Task A_making_that_was_interrupted_is_thrown_away()
    {
        var options = TestCluster.NewFolder();
        var unfinished = Path.Combine(options.DataFolder, "postgres.unfinished");
        Directory.CreateDirectory(unfinished);
        await File.WriteAllTextAsync(Path.Combine(unfinished, "PG_VERSION"), "15\n");

        await using var server = await EmbeddedPostgres.StartAsync(options, null, default);

        await server.Roles.EnsureDatabaseAsync("ledger");
        (await Sql.OneAsync<int>(server.ConnectionString("ledger"), "select 1")).ShouldBe(1);
        Directory.Exists(unfinished).ShouldBeFalse();
    }

    [Fact]
    public async Task A_folder_that_is_no_throw_away_one_is_not_discarded()
    {
        var folder = Directory.CreateTempSubdirectory("riskmonitor-kept-").FullName;

        (await EmbeddedPostgres.DiscardAsync(new() { DataFolder = folder, ThrowAway = true }, default)).ShouldBeFalse();

        Directory.Exists(folder).ShouldBeTrue();
        Directory.Delete(folder);
    }
}

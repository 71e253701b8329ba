using System.Diagnostics;
using RiskMonitor.Host.Postgres;

namespace RiskMonitor.Host.Tests.Postgres;

/// <summary>Whatever dies, and in whatever way, the next start has every committed row.</summary>
public sealed class RecoveryTests(StoppedCluster cluster) : IClassFixture<StoppedCluster>, IAsyncLifetime
{
    private readonly EmbeddedPostgresOptions options = cluster.Options;

    public async Task InitializeAsync()
    {
        await using var server = await StartAsync();
        await Sql.DoAsync(server.ConnectionString("ledger"), "truncate fact");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_cluster_is_made_once_and_stopped_by_the_last_to_leave()
    {
        await using (var first = await StartAsync())
        await using (var second = await StartAsync())
        {
            (first.Attached, second.Attached).ShouldBe((false, true));
            await FileAsync(first, 1);
            await first.DisposeAsync();
            (await CountAsync(second)).ShouldBe(1);
            second.ProcessId.ShouldBe(first.ProcessId);
        }

        cluster.IsStopped.ShouldBeTrue();
        await using var later = await StartAsync();
        later.Attached.ShouldBeFalse();
        (await CountAsync(later)).ShouldBe(1);
    }

    [Fact]
    public async Task Starts_at_the_same_instant_share_one_server()
    {
        var servers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => StartAsync()));

        servers.Select(server => server.ProcessId).Distinct().ShouldHaveSingleItem();
        servers.Count(server => !server.Attached).ShouldBe(1);
        await Task.WhenAll(servers.Select(server => server.DisposeAsync().AsTask()));
        cluster.IsStopped.ShouldBeTrue();
    }

    [Fact]
    public async Task A_killed_server_recovers_what_was_committed()
    {
        for (var round = 1; round <= 3; round++)
        {
            await using var server = await StartAsync();
            await FileAsync(server, round);
            await KillAsync(server.ProcessId);
        }

        await using var recovered = await StartAsync();
        (await CountAsync(recovered)).ShouldBe(3);
    }

    [Fact]
    public async Task A_server_whose_program_was_killed_is_adopted_and_then_stopped()
    {
        using var program = await HostProcess.StartAsync(options.DataFolder);
        await program.KillAsync();

        await using (var adopted = await StartAsync())
        {
            adopted.Attached.ShouldBeTrue();
            adopted.ProcessId.ShouldBe(program.Server.ProcessId);
            await FileAsync(adopted, 1);
        }

        cluster.IsStopped.ShouldBeTrue();
    }

    [Fact]
    public async Task Both_killed_at_once_the_next_start_recovers()
    {
        using var program = await HostProcess.StartAsync(options.DataFolder);
        await using (var other = await StartAsync())
            await FileAsync(other, 1);
        await program.KillAsync();
        await KillAsync(program.Server.ProcessId);

        await using var recovered = await StartAsync();
        recovered.Attached.ShouldBeFalse();
        (await CountAsync(recovered)).ShouldBe(1);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_stops_the_program_and_its_server_cleanly(string signal)
    {
        using var program = await HostProcess.StartAsync(options.DataFolder);

        (await program.SignalAsync(signal)).ShouldBe(0);

        cluster.IsStopped.ShouldBeTrue();
        (await File.ReadAllTextAsync(Path.Combine(options.DataFolder, "postgres", "server.log")))
            .ShouldContain("database system is shut down");
    }

    [Fact]
    public async Task A_crash_file_whose_number_another_program_has_by_now_is_no_obstacle()
    {
        await File.WriteAllTextAsync(
            cluster.ProcessFile, $"{Environment.ProcessId}\n{options.DataFolder}/postgres\n1\n5432\n");

        await using var server = await StartAsync();

        server.Attached.ShouldBeFalse();
        (await CountAsync(server)).ShouldBe(0);
    }

    private Task<EmbeddedPostgres> StartAsync() => EmbeddedPostgres.StartAsync(options, null, default);

    private static Task FileAsync(EmbeddedPostgres server, int id) =>
        Sql.DoAsync(server.ConnectionString("ledger"), $"insert into fact values ({id})");

    private static Task<long> CountAsync(EmbeddedPostgres server) =>
        Sql.OneAsync<long>(server.ConnectionString("ledger"), "select count(*) from fact");

    private static async Task KillAsync(int process)
    {
        using var victim = Process.GetProcessById(process);
        victim.Kill();
        await victim.WaitForExitAsync();
    }
}

using System.Net;
using System.Net.NetworkInformation;
using Npgsql;
using RiskMonitor.Host.Postgres;

namespace RiskMonitor.Host.Tests.Postgres;

/// <summary>What the cluster is once it runs, asked of one durable cluster for all of these tests.</summary>
public sealed class DurableClusterTests(DurableCluster cluster) : IClassFixture<DurableCluster>
{
    private readonly EmbeddedPostgres server = cluster.Server;

    [Theory]
    [InlineData("fsync", "on")]
    [InlineData("synchronous_commit", "on")]
    [InlineData("full_page_writes", "on")]
    [InlineData("data_checksums", "on")]
    [InlineData("password_encryption", "scram-sha-256")]
    [InlineData("listen_addresses", "127.0.0.1")]
    [InlineData("TimeZone", "UTC")]
    [InlineData("server_encoding", "UTF8")]
    public async Task Its_settings_are_durable_and_the_same_everywhere(string setting, string expected) =>
        (await Sql.OneAsync<string>(cluster.Owner, $"select current_setting('{setting}')")).ShouldBe(expected);

    [Fact]
    public async Task Its_text_is_compared_by_code_points() =>
        (await Sql.OneAsync<string>(
            cluster.Owner, "select datcollate from pg_database where datname = current_database()")).ShouldBe("C");

    [Fact]
    public void It_listens_on_loopback_only() =>
        IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners()
            .Where(listener => listener.Port == server.Port)
            .ShouldHaveSingleItem().Address.ShouldBe(IPAddress.Loopback);

    [Fact]
    public async Task It_opens_no_socket_that_a_password_might_not_guard() =>
        // The fifth line names the folder of the socket.
        (await File.ReadAllLinesAsync(Path.Combine(server.DataFolder, "postgres", "postmaster.pid")))[4].ShouldBe("");

    [Theory]
    [InlineData("riskmonitor_admin")]
    [InlineData("riskmonitor_owner")]
    [InlineData("riskmonitor_app")]
    public async Task A_wrong_password_and_none_are_refused(string role)
    {
        var wrong = new NpgsqlConnectionStringBuilder(cluster.Owner) { Username = role, Password = "wrong" };
        var none = new NpgsqlConnectionStringBuilder(cluster.Owner) { Username = role, Password = null };

        (await Should.ThrowAsync<PostgresException>(() => Sql.DoAsync(wrong.ConnectionString, "select 1")))
            .SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);
        await Should.ThrowAsync<NpgsqlException>(() => Sql.DoAsync(none.ConnectionString, "select 1"));
    }

    [Fact]
    public void Only_its_owner_reads_the_passwords()
    {
        var passwords = Path.Combine(server.DataFolder, "secrets.json");

        File.Exists(passwords).ShouldBeTrue();
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(passwords).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Theory]
    [InlineData("create table t (x int)")]
    [InlineData("create schema s")]
    [InlineData("create role r")]
    [InlineData("create database d")]
    [InlineData("alter system set fsync = off")]
    [InlineData("copy (select 1) to program 'true'")]
    [InlineData("set role riskmonitor_owner")]
    public async Task The_runtime_role_creates_and_changes_nothing(string sql) =>
        (await Should.ThrowAsync<PostgresException>(() => Sql.DoAsync(cluster.Runtime, sql)))
            .SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);

    [Fact]
    public async Task The_runtime_role_reads_no_table_of_the_owner_unless_it_may()
    {
        await Sql.DoAsync(cluster.Owner, "create table secret as select 42 as x");

        (await Should.ThrowAsync<PostgresException>(() => Sql.DoAsync(cluster.Runtime, "select x from secret")))
            .SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);

        await Sql.DoAsync(cluster.Owner, $"grant select on secret to {LedgerRoles.Runtime}");
        (await Sql.OneAsync<int>(cluster.Runtime, "select x from secret")).ShouldBe(42);
    }

    [Fact]
    public async Task The_owner_is_no_administrator_of_the_server() =>
        (await Should.ThrowAsync<PostgresException>(() => Sql.DoAsync(cluster.Owner, "create role r")))
            .SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);

    [Fact]
    public async Task A_second_start_attaches_and_leaves_the_server_to_the_first()
    {
        await using (var second = await EmbeddedPostgres.StartAsync(cluster.Options, null, default))
        {
            second.Attached.ShouldBeTrue();
            second.ProcessId.ShouldBe(server.ProcessId);
            second.ConnectionString("ledger").ShouldBe(cluster.Owner);
        }

        (await Sql.OneAsync<int>(cluster.Owner, "select 1")).ShouldBe(1);
    }

    [Fact]
    public async Task A_durable_folder_is_never_opened_as_a_throw_away_one() =>
        (await Should.ThrowAsync<EmbeddedPostgresException>(
            () => EmbeddedPostgres.StartAsync(cluster.Options with { ThrowAway = true }, null, default)))
            .Message.ShouldContain("durable");
}

using System.Security.Cryptography;
using System.Text;
using Npgsql;
using RiskMonitor.Host.Postgres;

namespace RiskMonitor.Host.Tests;

/// <summary>
/// The server that all test classes of a run share: a throw-away cluster of our own, started when the first class
/// asks for it, or the one that RISKMONITOR_TEST_POSTGRES points to, as an administrator.
/// </summary>
internal sealed class TestCluster
{
    private const string Variable = "RISKMONITOR_TEST_POSTGRES";

    private const string Prefix = "riskmonitor-test-";

    private static readonly Lazy<Task<TestCluster>> Started = new(StartAsync);

    private readonly Func<string, string?, string> connection;

    private TestCluster(EmbeddedPostgres? own, LedgerRoles roles, Func<string, string?, string> connection) =>
        (Own, Roles, this.connection) = (own, roles, connection);

    public static Task<TestCluster> Shared => Started.Value;

    public LedgerRoles Roles { get; }

    private EmbeddedPostgres? Own { get; }

    public string ConnectionString(string database, string? user = null) => connection(database, user);

    /// <summary>Called when the run is over.</summary>
    public static async Task StopAsync()
    {
        if (Started.IsValueCreated && (await Started.Value).Own is { } own)
            await own.DisposeAsync();
    }

    /// <summary>A folder that a later run removes, together with its server, should this run be killed.</summary>
    public static EmbeddedPostgresOptions NewFolder() => new()
    {
        DataFolder = Path.Combine(Path.GetTempPath(), $"{Prefix}{Guid.NewGuid():N}"),
        ThrowAway = true,
    };

    private static async Task<TestCluster> StartAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
            return await ElsewhereAsync(given);

        foreach (var left in Directory.GetDirectories(Path.GetTempPath(), $"{Prefix}*"))
            await DiscardAsync(left);
        var own = await EmbeddedPostgres.StartAsync(NewFolder(), progress: null, CancellationToken.None);
        return new(own, own.Roles, own.ConnectionString);
    }

    private static async Task DiscardAsync(string folder)
    {
        try
        {
            await EmbeddedPostgres.DiscardAsync(new() { DataFolder = folder, ThrowAway = true }, default);
        }
        catch (Exception e) when (e is EmbeddedPostgresException or IOException or UnauthorizedAccessException)
        {
            // It is another user's, or another run removes it at this moment.
        }
    }

    /// <summary>Runs that share a foreign server must give the roles the same passwords.</summary>
    private static async Task<TestCluster> ElsewhereAsync(string given)
    {
        var server = new NpgsqlConnectionStringBuilder(given);
        var roles = new LedgerRoles(NpgsqlDataSource.Create(given));
        await roles.EnsureAsync(Password(LedgerRoles.Owner), Password(LedgerRoles.Runtime));
        return new(null, roles, Connect);

        string Connect(string database, string? user) => new NpgsqlConnectionStringBuilder(given)
        {
            Database = database,
            Username = user ?? LedgerRoles.Owner,
            Password = Password(user ?? LedgerRoles.Owner),
        }.ConnectionString;

        string Password(string role) => Convert.ToHexStringLower(HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(server.Password ?? ""), Encoding.UTF8.GetBytes(role)));
    }
}

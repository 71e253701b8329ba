using System.Globalization;
using Npgsql;

namespace RiskMonitor.Host.Postgres;

/// <summary>
/// A PostgreSQL server of our own: found, made once, started on a free loopback port, shared by every process that
/// uses its data folder, and stopped by the last of them, or, after a kill, adopted by the next.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    /// <summary>Another start may be fetching PostgreSQL over a slow line.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private readonly PostgresDataFolder folder;
    private readonly PostgresSecrets secrets;
    private readonly PostgresCluster cluster;
    private readonly FileStream use;
    private readonly Lazy<Task> release;

    private Postmaster? server;
    private NpgsqlDataSource? administrator;

    private EmbeddedPostgres(
        PostgresDataFolder folder, PostgresSecrets secrets, PostgresCluster cluster, FileStream use)
    {
        (this.folder, this.secrets, this.cluster, this.use) = (folder, secrets, cluster, use);

        // Whoever disposes first does the work and the others wait for it, off any context that might be blocked.
        release = new(() => Task.Run(ReleaseAsync));
        AppDomain.CurrentDomain.ProcessExit += OnExit;
    }

    /// <summary>True where the server was running before, for another process or left behind by a killed one.</summary>
    public bool Attached { get; private set; }

    public int ProcessId => Server.ProcessId;

    public int Port => Server.Port;

    public string DataFolder => folder.Root;

    /// <summary>Makes and drops databases of the ledger's owner.</summary>
    public LedgerRoles Roles => new(Administrator);

    private Postmaster Server => server ?? throw new InvalidOperationException("The server was not started.");

    private NpgsqlDataSource Administrator =>
        administrator ?? throw new InvalidOperationException("The server was not started.");

    /// <summary>
    /// Starts the server of the data folder or attaches to the one that runs there, and makes the two roles.
    /// </summary>
    /// <exception cref="EmbeddedPostgresException">It cannot; the message says what to do.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(
        EmbeddedPostgresOptions options, IProgress<string>? progress, CancellationToken ct)
    {
        var folder = PostgresDataFolder.At(options.DataFolder);
        folder.Make();
        await using var starting = await folder.LockAsync(Patience, progress, ct);
        folder.Agree(options.ThrowAway);
        var secrets = await PostgresSecrets.ReadOrCreateAsync(folder, ct);
        var account = await ServerAccount.FindAsync(folder.Cluster, ct);
        var existing = Directory.Exists(folder.Cluster) ? folder.Cluster : null;
        var binaries = await PostgresBinaries.FindAsync(options, existing, account, progress, ct);
        var started = new EmbeddedPostgres(folder, secrets, new(folder, binaries, account), folder.Share());
        try
        {
            if (existing is null)
            {
                progress?.Report($"making a PostgreSQL {binaries.Major} cluster in {folder.Root}");
                await started.cluster.InitAsync(secrets.Admin, ct);
            }

            await started.RunAsync(progress, ct);
            return started;
        }
        catch
        {
            await started.LeaveAsync();
            throw;
        }
    }

    /// <summary>
    /// Stops and deletes what a killed test run left behind; false where the folder is used, or is none of that kind.
    /// </summary>
    public static async Task<bool> DiscardAsync(EmbeddedPostgresOptions options, CancellationToken ct)
    {
        var folder = PostgresDataFolder.At(options.DataFolder);
        if (!folder.IsThrowAway)
            return false;

        await using (await folder.LockAsync(Patience, progress: null, ct))
        {
            if (folder.IsUsed())
                return false;

            if (Directory.Exists(folder.Cluster))
            {
                var account = await ServerAccount.FindAsync(folder.Cluster, ct);
                var binaries = await PostgresBinaries.FindAsync(options, folder.Cluster, account, null, ct);
                await new PostgresCluster(folder, binaries, account).StopAsync(ct);
            }

            Directory.Delete(folder.Root, recursive: true);
            return true;
        }
    }

    /// <param name="database">A database that <see cref="Roles"/> made.</param>
    /// <param name="user">The runtime role; null: the owner.</param>
    public string ConnectionString(string database, string? user = null)
    {
        var password = user == LedgerRoles.Runtime ? secrets.Runtime
            : user is null || user == LedgerRoles.Owner ? secrets.Owner
            : throw new ArgumentException("There are two roles, the owner and the runtime role.", nameof(user));
        return Connection(database, user ?? LedgerRoles.Owner, password);
    }

    /// <summary>
    /// Starts the server again if it was killed, at its port: all who use it look for it there.
    /// </summary>
    /// <returns>Whether it was started now, by us.</returns>
    /// <exception cref="EmbeddedPostgresException">It does not start.</exception>
    public async Task<bool> ReviveAsync(CancellationToken ct)
    {
        if (Server.IsAlive)
            return false;

        await using var starting = await folder.LockAsync(Patience, progress: null, ct);
        if (await cluster.RunningAsync(ct) is { } others)
        {
            server = others; // another program that uses it came first
            return false;
        }

        server = await cluster.StartAsync(ct, Port);
        return true;
    }

    public async ValueTask DisposeAsync() => await release.Value;

    private string Connection(string database, string user, string password) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Database = database,
        Username = user,
        Password = password,
    }.ConnectionString;

    private async Task RunAsync(IProgress<string>? progress, CancellationToken ct)
    {
        server = await cluster.RunningAsync(ct);
        Attached = server is not null && await AnswersAsync(ct);
        if (!Attached)
        {
            await cluster.StopAsync(ct);
            server = await cluster.StartAsync(ct);
        }

        progress?.Report(string.Create(
            CultureInfo.InvariantCulture,
            $"{(Attached ? "attached to" : "started")} PostgreSQL, process {ProcessId}, on port {Port}"));
        administrator = NpgsqlDataSource.Create(Connection("postgres", PostgresCluster.Admin, secrets.Admin));

        // Also of a server that ran before: whoever started it may have been killed before it had any roles.
        await Roles.EnsureAsync(secrets.Owner, secrets.Runtime, ct);
    }

    /// <summary>A server that recovers from a crash says so and is waited for.</summary>
    private async Task<bool> AnswersAsync(CancellationToken ct)
    {
        await using var probe = NpgsqlDataSource.Create(
            $"{Connection("postgres", PostgresCluster.Admin, secrets.Admin)};Pooling=false");
        for (var attempt = 0; attempt < 100; attempt++)
        {
            try
            {
                await using var connection = await probe.OpenConnectionAsync(ct);
                return true;
            }
            catch (PostgresException full) when (full.SqlState == PostgresErrorCodes.TooManyConnections)
            {
                return true;
            }
            catch (PostgresException wrong) when (wrong.SqlState == PostgresErrorCodes.InvalidPassword)
            {
                throw new EmbeddedPostgresException(
                    $"The PostgreSQL in {folder.Root} refuses the password in {folder.Secrets}.", wrong);
            }
            catch (NpgsqlException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), ct);
            }
        }

        return false;
    }

    private void OnExit(object? sender, EventArgs e) => release.Value.GetAwaiter().GetResult();

    private async Task ReleaseAsync()
    {
        await using (await folder.LockAsync(Patience, progress: null, CancellationToken.None))
            await LeaveAsync();
    }

    /// <summary>Called under the lock: the last one out stops the server.</summary>
    private async Task LeaveAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        await (administrator?.DisposeAsync() ?? ValueTask.CompletedTask);
        await use.DisposeAsync();
        if (folder.IsUsed())
            return;

        if (Directory.Exists(folder.Cluster))
            await cluster.StopAsync(CancellationToken.None);
        if (folder.IsThrowAway)
            Directory.Delete(folder.Root, recursive: true);
    }
}

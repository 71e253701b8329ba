using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Npgsql;
using RiskMonitor.Host.Postgres;
using RiskMonitor.Host.Tests.Postgres;

namespace RiskMonitor.Host.Tests.Faults;

/// <summary>A data folder as a user has it, durable, that is thrown away together with its server.</summary>
internal sealed class FaultFolder : IAsyncDisposable
{
    private readonly List<ServedHost> hosts = [];
    private readonly CancellationTokenSource limit = new(TimeSpan.FromMinutes(12));

    private FaultFolder(string path) => Path = path;

    public string Path { get; }

    /// <summary>Ends whatever waits here, should a test hang.</summary>
    public CancellationToken Limit => limit.Token;

    public HostSettings Settings => new(Path, Connection: null);

    public bool ServerIsStopped => !File.Exists(ServerFile);

    public string ServerLog => System.IO.Path.Combine(Path, "postgres", "server.log");

    private string ServerFile => System.IO.Path.Combine(Path, "postgres", "postmaster.pid");

    public static FaultFolder Make()
    {
        var path = Directory.CreateTempSubdirectory("riskmonitor-faults-").FullName;
        DurableCluster.OpenToOthers(path);
        return new(path);
    }

    public async Task<ServedHost> ServeAsync(CancellationToken ct)
    {
        var host = await ServedHost.StartAsync(this, ct);
        hosts.Add(host);
        return host;
    }

    /// <summary>
    /// A second server for the same ledger: the same keys and database, and a data folder of its own, since one folder
    /// has one server.
    /// </summary>
    public async Task<ServedHost> ServeBesideAsync(CancellationToken ct)
    {
        var data = Directory.CreateDirectory(System.IO.Path.Combine(Path, "beside")).FullName;
        var keys = Directory.CreateDirectory(System.IO.Path.Combine(data, "keys")).FullName;
        foreach (var key in Directory.EnumerateFiles(Settings.KeyFolder))
        {
            File.Copy(key, System.IO.Path.Combine(keys, System.IO.Path.GetFileName(key)));
        }

        var host = ServedHost.In(data, "serve", "--url", "http://127.0.0.1:0", "--connection", Connection());
        hosts.Add(host);
        return await host.ServingAsync(ct);
    }

    public ServedHost Run(params string[] arguments)
    {
        var program = ServedHost.Run(this, arguments);
        hosts.Add(program);
        return program;
    }

    /// <summary>SIGKILL to the postmaster of this folder and to nothing else.</summary>
    public async Task KillServerAsync()
    {
        var first = File.ReadLines(ServerFile).First();
        using var victim = Process.GetProcessById(int.Parse(first, CultureInfo.InvariantCulture));
        victim.Kill();
        await victim.WaitForExitAsync();
    }

    /// <summary>To the database of the server that runs here, without being one of those who keep it up.</summary>
    public string Connection()
    {
        var secrets = JsonSerializer.Deserialize<PostgresSecrets>(
            File.ReadAllBytes(System.IO.Path.Combine(Path, "secrets.json"))).ShouldNotBeNull();
        return new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = int.Parse(File.ReadLines(ServerFile).ElementAt(3), CultureInfo.InvariantCulture),
            Database = "riskmonitor",
            Username = LedgerRoles.Owner,
            Password = secrets.Owner,
        }.ConnectionString;
    }

    /// <summary>One more user of the server that runs here, or the one who starts it.</summary>
    public Task<EmbeddedPostgres> AttachAsync() =>
        EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions { DataFolder = Path }, null, default);

    public async ValueTask DisposeAsync()
    {
        hosts.ForEach(host => host.Dispose());
        if (!ServerIsStopped)
        {
            // Killed programs leave their server behind: the last one out stops it.
            await (await AttachAsync()).DisposeAsync();
        }

        Directory.Delete(Path, recursive: true);
        limit.Dispose();
    }
}

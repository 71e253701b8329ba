using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RiskMonitor.Host.Postgres;

/// <summary>One cluster, made by <c>initdb</c> and started and stopped by <c>pg_ctl</c>.</summary>
internal sealed class PostgresCluster(PostgresDataFolder folder, PostgresBinaries binaries, ServerAccount account)
{
    private const int Attempts = 60;

    /// <summary>Recovery after a crash may take minutes; the server answers nobody before it is done.</summary>
    private const string StartSeconds = "600";

    private const string StopSeconds = "60";

    public const string Admin = "riskmonitor_admin";

    /// <summary>
    /// Given at every start, where no file in the cluster can overrule it. The socket is off because a password over
    /// loopback is the one way in.
    /// </summary>
    private static readonly string[] Always =
    [
        "listen_addresses=127.0.0.1", "unix_socket_directories=", "password_encryption=scram-sha-256",
        "timezone=UTC", "log_timezone=UTC", "max_connections=200",
    ];

    private static readonly string[] Durable = ["fsync=on", "synchronous_commit=on", "full_page_writes=on"];

    private static readonly string[] ThrowAway = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

    /// <summary>Makes the cluster under another name first: an interrupted making is never mistaken for one.</summary>
    public async Task InitAsync(string password, CancellationToken ct)
    {
        if (Directory.Exists(folder.Unfinished))
            Directory.Delete(folder.Unfinished, recursive: true);
        Directory.CreateDirectory(folder.Unfinished);
        await account.OwnAsync(folder.Unfinished, ct);
        if (await Tool.RunAsync(account.Run("test", "-w", folder.Unfinished), "/", ct) is not (0, _)
            && !OperatingSystem.IsWindows())
        {
            Directory.Delete(folder.Unfinished);
            throw new EmbeddedPostgresException(
                $"PostgreSQL runs as '{account.Name}', who may not enter {folder.Root}; choose another data folder "
                + "with --data.");
        }

        var passwordFile = Path.Combine(folder.Root, "initdb.password");
        await PostgresSecrets.WriteAsync(passwordFile, Encoding.ASCII.GetBytes(password));
        try
        {
            await account.OwnAsync(passwordFile, ct);
            string[] also = folder.IsThrowAway ? ["--no-sync"] : [];
            var (exit, output) = await Tool.RunAsync(
                account.Run(
                [
                    binaries.InitDb, "-D", folder.Unfinished, "-U", Admin, $"--pwfile={passwordFile}",
                    "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--data-checksums", .. also,
                ]),
                folder.Root, ct);
            if (exit != 0)
                throw new EmbeddedPostgresException($"initdb failed in {folder.Unfinished}: {output}");
        }
        finally
        {
            File.Delete(passwordFile);
        }

        Directory.Move(folder.Unfinished, folder.Cluster);
    }

    public Task<Postmaster?> RunningAsync(CancellationToken ct) =>
        Postmaster.RunningAsync(folder.Cluster, account, ct);

    /// <summary>
    /// Starts the server. A port may be taken between our choice and its use, and the processes of a killed server
    /// need a moment to notice; both are tried again.
    /// </summary>
    /// <param name="port">Where it was before; a free one without.</param>
    public async Task<Postmaster> StartAsync(CancellationToken ct, int? port = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (File.Exists(folder.Log))
                File.Move(folder.Log, $"{folder.Log}.1", overwrite: true);

            var (exit, _) = await ControlAsync(
                ct, "-w", "-t", StartSeconds, "-l", folder.Log, "-o", Settings(port ?? FreePort()), "start");
            if (exit == 0 && await RunningAsync(ct) is { } running)
                return running;

            var log = File.Exists(folder.Log) ? await File.ReadAllTextAsync(folder.Log, ct) : "";
            var passing = log.Contains("Address already in use", StringComparison.Ordinal)
                || log.Contains("still in use", StringComparison.Ordinal);
            if (!passing || attempt == Attempts)
                throw new EmbeddedPostgresException(
                    $"PostgreSQL did not start in {folder.Cluster}: {Tail(log)}");

            await Task.Delay(TimeSpan.FromMilliseconds(500), ct);
        }
    }

    /// <summary>Ends sessions and writes a checkpoint; a server that cannot in time is stopped as in a crash.</summary>
    public async Task StopAsync(CancellationToken ct)
    {
        foreach (var mode in folder.IsThrowAway ? ["immediate"] : new[] { "fast", "immediate" })
        {
            if (await RunningAsync(ct) is null)
                return;

            await ControlAsync(ct, "-w", "-t", StopSeconds, "-m", mode, "stop");
        }

        if (await RunningAsync(ct) is { } stubborn)
            throw new EmbeddedPostgresException(string.Create(
                CultureInfo.InvariantCulture,
                $"PostgreSQL, process {stubborn.ProcessId}, does not stop in {folder.Cluster}."));
    }

    private Task<(int ExitCode, string Output)> ControlAsync(CancellationToken ct, params string[] arguments) =>
        Tool.RunAsync(account.Run([binaries.PgCtl, "-D", folder.Cluster, .. arguments]), folder.Root, ct);

    private string Settings(int port) =>
        string.Join(' ', Always.Concat(folder.IsThrowAway ? ThrowAway : Durable)
            .Append(string.Create(CultureInfo.InvariantCulture, $"port={port}"))
            .Select(setting => $"-c {setting}"));

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static string Tail(string log) => string.Join(' ', log.Trim().Split('\n').TakeLast(5));
}

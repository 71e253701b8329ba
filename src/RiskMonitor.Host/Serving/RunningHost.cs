using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using RiskMonitor.Host.Cli;
using RiskMonitor.Host.Ledger;
using RiskMonitor.Host.Postgres;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace RiskMonitor.Host.Serving;

/// <summary>A whole host: database, sealer, pipeline and API, from here until it is disposed.</summary>
public sealed class RunningHost : IAsyncDisposable
{
    /// <summary>Of the embedded server.</summary>
    public static readonly string Database = "riskmonitor";

    private readonly EmbeddedPostgres? postgres;
    private readonly WebApplication app;
    private readonly ServedFolder? served;

    private RunningHost(EmbeddedPostgres? postgres, WebApplication app, ServedFolder? served) =>
        (this.postgres, this.app, this.served) = (postgres, app, served);

    public IServiceProvider Services => app.Services;

    /// <summary>Where it answers.</summary>
    public Uri Address => new(app.Urls.First());

    /// <param name="announce">
    /// Is the server of the data folder, of which there is one, and leaves a note for other commands on it.
    /// </param>
    /// <exception cref="CommandFailedException">The folder or the address is taken; the message says by whom.
    /// </exception>
    public static async Task<RunningHost> StartAsync(
        HostSettings settings, bool announce, IProgress<string>? progress, CancellationToken ct)
    {
        var served = announce ? await ServedFolder.HoldAsync(settings.DataFolder, ct) : null;
        try
        {
            return await StartAsync(settings, served, progress, ct);
        }
        catch
        {
            served?.Dispose();
            throw;
        }
    }

    /// <summary>Until somebody ends the process.</summary>
    public Task WaitAsync(CancellationToken ct) => app.WaitForShutdownAsync(ct);

    public async ValueTask DisposeAsync()
    {
        served?.Withdraw();
        await app.StopAsync();
        await app.DisposeAsync();
        await (postgres?.DisposeAsync() ?? ValueTask.CompletedTask);
        served?.Dispose();
    }

    private static async Task<RunningHost> StartAsync(
        HostSettings settings, ServedFolder? served, IProgress<string>? progress, CancellationToken ct)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
        });
        var postgres = settings.Connection is null
            ? await EmbeddedPostgres.StartAsync(
                new EmbeddedPostgresOptions { DataFolder = settings.DataFolder }, progress, ct)
            : null;
        WebApplication? app = null;
        try
        {
            var ledger = await LedgerAsync(settings, builder.Configuration, postgres, ct);
            progress?.Report("bringing the schema up to date");
            await Composition.MigrateAsync(ledger, ct);

            builder.Services.AddSerilog(Log(builder.Configuration));
            builder.AddRiskMonitor(settings, ledger);
            if (postgres is not null)
            {
                builder.Services.AddHostedService(
                    services => ActivatorUtilities.CreateInstance<PostgresWatch>(services, postgres));
            }

            builder.WebHost.UseUrls(settings.Url);
            app = builder.Build();
            app.MapRiskMonitor();
            await ListenAsync(app, settings.Url, ct);
            await app.Services.GetRequiredService<EngineAdoption>().AdoptAsync(ct);
            var host = new RunningHost(postgres, app, served);
            await (served?.NoteAsync(host.Address, ct) ?? Task.CompletedTask);
            return host;
        }
        catch
        {
            if (app is not null)
            {
                await app.StopAsync(CancellationToken.None); // what was started before it broke off
                await app.DisposeAsync();
            }

            await (postgres?.DisposeAsync() ?? ValueTask.CompletedTask);
            throw;
        }
    }

    private static async Task ListenAsync(WebApplication app, string url, CancellationToken ct)
    {
        try
        {
            await app.StartAsync(ct);
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            throw new CommandFailedException(
                ExitCode.Unavailable,
                $"{url} is in use by another program; end that one, or choose another address with --url.", taken);
        }
        catch (SocketException refused)
        {
            throw new CommandFailedException(
                ExitCode.Unavailable,
                $"{url} cannot be listened on ({refused.Message}); choose another address with --url.", refused);
        }
        catch (FormatException malformed)
        {
            throw new CommandFailedException(
                ExitCode.Usage, $"{url} is no address to listen on: http://HOST:PORT is asked for.", malformed);
        }
    }

    private static async Task<LedgerSettings> LedgerAsync(
        HostSettings settings, IConfiguration configuration, EmbeddedPostgres? postgres, CancellationToken ct)
    {
        Directory.CreateDirectory(settings.KeyFolder);
        if (postgres is null)
        {
            var owner = configuration.GetConnectionString("LedgerOwner") ?? settings.Connection!;
            return LedgerSettings.From(settings, owner, settings.Connection!);
        }

        await postgres.Roles.EnsureDatabaseAsync(Database, ct);
        return LedgerSettings.From(
            settings, postgres.ConnectionString(Database), postgres.ConnectionString(Database, LedgerRoles.Runtime));
    }

    /// <summary>
    /// Compact JSON on standard error, or into a file; standard output belongs to what was asked for.
    /// </summary>
    private static Serilog.Core.Logger Log(ConfigurationManager configuration)
    {
        var level = Enum.TryParse<LogEventLevel>(configuration["Log:Level"], ignoreCase: true, out var chosen)
            ? chosen
            : LogEventLevel.Warning;
        var log = new LoggerConfiguration().MinimumLevel.Is(level).Enrich.FromLogContext()
            .MinimumLevel.Override("Microsoft.Extensions.Diagnostics.HealthChecks", LogEventLevel.Fatal)
            .MinimumLevel.Override("Wolverine.Configuration", LogEventLevel.Error)
            .Filter.ByExcluding(said => said.MessageTemplate.Text == "Hosting failed to start"); // thrown as well
        return configuration["Log:File"] is { Length: > 0 } file
            ? log.WriteTo.File(new CompactJsonFormatter(), file).CreateLogger()
            : log.WriteTo.Console(new CompactJsonFormatter(), standardErrorFromLevel: LogEventLevel.Verbose)
                .CreateLogger();
    }
}

using System.Text.Json;
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
    private readonly string? noted;

    private RunningHost(EmbeddedPostgres? postgres, WebApplication app, string? noted) =>
        (this.postgres, this.app, this.noted) = (postgres, app, noted);

    public IServiceProvider Services => app.Services;

    /// <summary>Where it answers.</summary>
    public Uri Address => new(app.Urls.First());

    /// <summary>File in the data folder that tells other commands where the server is.</summary>
    public static string NoteIn(string dataFolder) => Path.Combine(dataFolder, "server.json");

    /// <param name="announce">Leaves a note for other commands on the same data folder.</param>
    public static async Task<RunningHost> StartAsync(
        HostSettings settings, bool announce, IProgress<string>? progress, CancellationToken ct)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
        });
        var postgres = settings.Connection is null
            ? await EmbeddedPostgres.StartAsync(
                new EmbeddedPostgresOptions { DataFolder = settings.DataFolder }, progress, ct)
            : null;
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
            var app = builder.Build();
            app.MapRiskMonitor();
            await app.StartAsync(ct);
            await app.Services.GetRequiredService<EngineAdoption>().AdoptAsync(ct);
            var host = new RunningHost(postgres, app, announce ? NoteIn(settings.DataFolder) : null);
            await host.NoteAsync(ct);
            return host;
        }
        catch
        {
            await (postgres?.DisposeAsync() ?? ValueTask.CompletedTask);
            throw;
        }
    }

    /// <summary>Until somebody ends the process.</summary>
    public Task WaitAsync(CancellationToken ct) => app.WaitForShutdownAsync(ct);

    public async ValueTask DisposeAsync()
    {
        if (noted is not null)
        {
            File.Delete(noted);
        }

        await app.StopAsync();
        await app.DisposeAsync();
        await (postgres?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private async Task NoteAsync(CancellationToken ct)
    {
        if (noted is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(noted)!);
            await File.WriteAllTextAsync(
                noted, JsonSerializer.Serialize(new ServerNote(Address, Environment.ProcessId)), ct);
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
            .MinimumLevel.Override("Wolverine.Configuration", LogEventLevel.Error);
        return configuration["Log:File"] is { Length: > 0 } file
            ? log.WriteTo.File(new CompactJsonFormatter(), file).CreateLogger()
            : log.WriteTo.Console(new CompactJsonFormatter(), standardErrorFromLevel: LogEventLevel.Verbose)
                .CreateLogger();
    }
}

/// <param name="Address">Where the server of this data folder answers.</param>
public sealed record ServerNote(Uri Address, int ProcessId);

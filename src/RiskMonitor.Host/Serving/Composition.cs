using JasperFx.CodeGeneration;
using JasperFx.Events.Projections;
using Marten;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Npgsql;
using RiskMonitor.Alerts;
using RiskMonitor.Host.Access;
using RiskMonitor.Host.Alerts;
using RiskMonitor.Host.Api;
using RiskMonitor.Host.Assessments;
using RiskMonitor.Host.Exposure;
using RiskMonitor.Host.Filing;
using RiskMonitor.Host.Incidents;
using RiskMonitor.Host.Ledger;
using RiskMonitor.Host.Pipeline;
using RiskMonitor.Host.Privacy;
using RiskMonitor.Host.Replays;
using RiskMonitor.Host.Telemetry;
using RiskMonitor.Wire;
using Wolverine;
using Wolverine.Http;

namespace RiskMonitor.Host.Serving;

/// <summary>Everything that a host is made of, in one place.</summary>
public static class Composition
{
    private const long LargestBody = 65L * 1024 * 1024;

    /// <summary>Brings the database up to date, as the schema's owner.</summary>
    public static Task MigrateAsync(LedgerSettings ledger, CancellationToken ct) => LedgerSchema.MigrateAsync(
        ledger, ReadModels, [ViewsSchema.Tables, PersonKeys.Tables, TelemetrySchema.Tables, .. Rights(ledger)], ct);

    public static void AddRiskMonitor(this WebApplicationBuilder builder, HostSettings settings, LedgerSettings ledger)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
        });
        builder.Services.ConfigureHttpJsonOptions(http => Json.Configure(http.SerializerOptions));
        builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = Problems.Name);
        builder.AddAccess(settings.KeyFolder);
        builder.Services.AddSingleton(settings);
        builder.Services.AddLedger(ledger, ReadModels);
        builder.Services.AddPipeline();
        builder.Services
            .AddSingleton<AsOfResolver>().AddSingleton<Cursors>()
            .AddSingleton<AlertList>().AddSingleton<AlertWorkList>().AddSingleton<StreamHistory>()
            .AddSingleton<AlertDesk>()
            .AddSingleton<IncidentList>()
            .AddSingleton<AssessmentRows>().AddSingleton<Folds>()
            .AddSingleton<ExposureLeaves>().AddSingleton<OpenAlerts>().AddSingleton<PolicyStamps>()
            .AddSingleton<StoredLedger>().AddSingleton<StoredTallies>()
            .AddSingleton<StoredCheckpoints>()
            .AddSingleton<StoredStreams>()
            .AddSingleton<StoredConclusions>()
            .AddSingleton<PersonKeys>().AddSingleton<SealedTexts>()
            .AddSingleton<FilingDesk>().AddSingleton<Receipts>()
            .AddSingleton<UseReporter>().AddSingleton<TelemetryDesk>();
        builder.Services.AddHealthChecks().AddCheck<PipelineHealth>("pipeline");

        builder.Services.AddWolverineHttp();
        builder.Host.UseWolverine(wolverine =>
        {
            wolverine.ApplicationAssembly = typeof(Composition).Assembly;
            wolverine.Durability.Mode = DurabilityMode.MediatorOnly;
            wolverine.CodeGeneration.TypeLoadMode = TypeLoadMode.Dynamic;
        });
    }

    public static void MapRiskMonitor(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseRouting();
        app.Use(AnswerUnrouted);
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseStrictRequests();
        app.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = check => check.Name == "ledger" })
            .RequireAuthorization(Grant.Anyone);
        app.MapHealthChecks("/readyz", new HealthCheckOptions { ResponseWriter = PipelineHealth.WriteAsync })
            .RequireAuthorization(Grant.Anyone);
        app.MapLedger();
        app.MapWolverineEndpoints(http => http.AddMiddleware(
            typeof(CallerMiddleware), chain => chain.Method.Method.GetParameters()
                .Any(parameter => parameter.ParameterType == typeof(Caller))));
    }

    /// <summary>
    /// What is not there has no grant that could be missing: an unknown path is 404, a method that a path does not
    /// have 405 with Allow, whoever asks.
    /// </summary>
    private static Task AnswerUnrouted(HttpContext context, RequestDelegate next) => context.GetEndpoint() switch
    {
        RouteEndpoint => next(context),
        null => Problems.Result("not-found", "Nothing is served at this path.").ExecuteAsync(context),
        var refusal => refusal.RequestDelegate!(context), // the router's own
    };

    /// <summary>
    /// Where owner and runtime are one role, as on a developer's own server, there is nothing to grant.
    /// </summary>
    private static IEnumerable<string> Rights(LedgerSettings ledger)
    {
        var owner = new NpgsqlConnectionStringBuilder(ledger.Owner).Username;
        var runtime = new NpgsqlConnectionStringBuilder(ledger.Runtime).Username!;
        var quoted = $"\"{runtime.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        return owner == runtime ? [] : new[] { ViewsSchema.Rights, PersonKeys.Rights, TelemetrySchema.Rights }
            .Select(rights => rights.Replace("{0}", quoted, StringComparison.Ordinal));
    }

    /// <summary>What Marten folds for us: the alert as a command finds it. Everything else is the pipeline's.</summary>
    private static void ReadModels(StoreOptions store) =>
        store.Projections.Add<ViewProjection<Alert>>(ProjectionLifecycle.Live);
}

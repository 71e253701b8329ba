using JasperFx;
using Marten;
using Npgsql;

namespace RiskMonitor.Host.Ledger;

/// <summary>The ledger within the host.</summary>
public static class LedgerModule
{
    /// <summary>
    /// Everything that works as the runtime role. The schema is brought up to date before, by
    /// <see cref="LedgerSchema.MigrateAsync"/>.
    /// </summary>
    /// <param name="configure">Adds the read models that Marten keeps.</param>
    public static MartenServiceCollectionExtensions.MartenConfigurationExpression AddLedger(
        this IServiceCollection services, LedgerSettings settings, Action<StoreOptions>? configure = null)
    {
        services.AddSingleton(settings);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<LedgerIntegrity>();
        services.AddSingleton(_ => NpgsqlDataSource.Create(LedgerSettings.Tuned(settings.Runtime)));
        services.AddSingleton(_ => SigningKey.ReadOrCreate(settings.KeyFile, settings.Origin));
        services.AddSingleton<Checkpoints>();
        services.AddSingleton<SealedReader>();
        services.AddSingleton<LedgerAppender>();
        services.AddSingleton<EngineAdoption>();
        services.AddSingleton(new SealedFacts(Upcasters.None));
        services.AddHostedService<Sealer>();
        services.AddHealthChecks().AddCheck<LedgerIntegrity>("ledger");
        return services.AddMarten(store =>
        {
            store.UseHouseRules(settings.Runtime, AutoCreate.None);
            configure?.Invoke(store);
        }).UseLightweightSessions();
    }
}

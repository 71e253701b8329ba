using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace RiskMonitor.Host.Ledger;

/// <summary>
/// Whether what is stored was found to be what was written. Once it was not, nothing more is written until a person
/// has looked and the host is started again; what there is can still be read.
/// </summary>
public sealed class LedgerIntegrity : IHealthCheck
{
    private string? reason;

    /// <summary>Why the ledger stopped; null while it runs.</summary>
    public string? Halted => Volatile.Read(ref reason);

    public void Halt(string because) => Interlocked.CompareExchange(ref reason, because, null);

    /// <exception cref="LedgerHaltedException">The ledger stopped.</exception>
    public void Demand()
    {
        if (Halted is { } because)
            throw new LedgerHaltedException(because);
    }

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Halted is { } because
            ? HealthCheckResult.Unhealthy(because)
            : HealthCheckResult.Healthy());
}

/// <summary>The ledger takes nothing until somebody has found out why it is not what was written.</summary>
public sealed class LedgerHaltedException(string reason) : Exception(reason);

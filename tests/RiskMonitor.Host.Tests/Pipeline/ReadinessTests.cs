using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using RiskMonitor.Host.Ledger;
using RiskMonitor.Host.Pipeline;
using RiskMonitor.Host.Tests.Http;
using RiskMonitor.Host.Tests.Postgres;

namespace RiskMonitor.Host.Tests.Pipeline;

/// <summary>When a host says that it can be asked.</summary>
[Collection(SharedProvince.Name)]
public sealed class ReadinessTests(ProvinceFixture host)
{
    [Fact]
    public async Task It_says_how_far_the_views_have_come_and_what_they_lack()
    {
        var position = await host.ReadyAsync();
        using var api = host.With(null);
        var answer = await api.GetAsync("/readyz");
        answer.Json["status"]!.GetValue<string>().ShouldBe("Healthy");
        answer.Json["behind"]!.GetValue<long>().ShouldBe(0);
        answer.Json["position"]!.GetValue<long>().ShouldBe(position);
    }

    [Fact]
    public async Task Views_that_are_a_little_behind_are_ready_and_those_that_stand_still_are_not()
    {
        await host.ReadyAsync();
        var first = await Sql.OneAsync<DateTime>(
            host.OwnerConnection, "select sealed_at from ledger.seal where position = 0");
        (await CheckAsync(first.AddSeconds(4), isLevel: true)).Status.ShouldBe(HealthStatus.Healthy);
        var late = await CheckAsync(first.AddSeconds(6), isLevel: true);
        late.Status.ShouldBe(HealthStatus.Unhealthy);
        late.Description.ShouldNotBeNull().ShouldEndWith(" They are more than 5 s behind.");
        late.Data["behind"].ShouldBeOfType<long>().ShouldBeGreaterThan(host.Filed);
    }

    [Fact]
    public async Task Before_the_views_have_caught_up_once_it_is_not_ready_however_new_the_log_is()
    {
        await host.ReadyAsync();
        var early = await CheckAsync(DateTime.UnixEpoch, isLevel: false);
        early.Status.ShouldBe(HealthStatus.Unhealthy);
        early.Description.ShouldNotBeNull().ShouldEndWith(" They have not caught up yet.");
    }

    /// <summary>Of a pipeline that has taken in nothing, at a time of our own.</summary>
    private async Task<HealthCheckResult> CheckAsync(DateTime now, bool isLevel)
    {
        var state = new PipelineState();
        state.Took(new LiveFold(host.App.Services.GetRequiredService<SealedFacts>()), isLevel);
        await using var source = NpgsqlDataSource.Create(host.RuntimeConnection);
        var check = new PipelineHealth(state, source, new At(now));
        return await check.CheckHealthAsync(new HealthCheckContext());
    }

    private sealed class At(DateTime now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(DateTime.SpecifyKind(now, DateTimeKind.Utc));
    }
}

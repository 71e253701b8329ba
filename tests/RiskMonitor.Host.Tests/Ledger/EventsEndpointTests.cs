using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RiskMonitor.Host.Access;
using RiskMonitor.Host.Ledger;
using RiskMonitor.Ledger;
using RiskMonitor.Verifier;

namespace RiskMonitor.Host.Tests.Ledger;

public sealed class EventsEndpointTests : IAsyncLifetime
{
    private TestLedger ledger = null!;

    private WebApplication app = null!;

    public async Task InitializeAsync()
    {
        ledger = await TestLedger.CreateAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddLedger(ledger.Settings);
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Grant.ReadEvents, policy => policy.RequireAssertion(_ => true))
            .AddPolicy(Grant.Anyone, policy => policy.RequireAssertion(_ => true));
        app = builder.Build();
        app.UseAuthorization();
        app.MapLedger();
        await app.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        await ledger.DisposeAsync();
    }

    [Fact]
    public async Task The_lines_that_are_given_away_have_the_root_that_was_signed()
    {
        await app.Services.GetRequiredService<LedgerAppender>().AppendAsync(
            TestLedger.Fixings("usd", 0, 20), "reporter-ada");
        using var client = app.GetTestClient();
        var (note, signed) = await CheckpointOfAsync(client, 20);
        var key = NoteKey.Parse((await client.GetStringAsync("/api/v1/log/key")).Trim());
        note.IsSignedBy(key, Ed25519Verifier.Verify).ShouldBeTrue();

        using var response = await client.GetAsync("/api/v1/events");

        Header(response, "Positions").ShouldBe("0-19/20");
        Header(response, "Checkpoint-Size").ShouldBe("20");
        Header(response, "Checkpoint-Root").ShouldBe(signed.Root.ToString());
        var lines = Lines(await response.Content.ReadAsStringAsync());
        lines.Length.ShouldBe(20);
        MerkleTree.Root([.. lines.Select(line => MerkleTree.LeafHash(System.Text.Encoding.UTF8.GetBytes(line)))])
            .ShouldBe(signed.Root);
        Lines(await client.GetStringAsync("/api/v1/events?from=3&to=5")).ShouldBe(lines[3..6]);
    }

    [Theory]
    [InlineData("from=-1")]
    [InlineData("from=3&to=2")]
    [InlineData("from=1000")]
    public async Task A_range_that_cannot_be_is_refused(string query)
    {
        using var client = app.GetTestClient();

        (await client.GetAsync($"/api/v1/events?{query}")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_new_build_is_adopted_at_its_first_start_only()
    {
        var adoption = app.Services.GetRequiredService<EngineAdoption>();

        (await adoption.AdoptAsync()).ShouldBeTrue();
        (await adoption.AdoptAsync()).ShouldBeFalse();

        using var client = app.GetTestClient();
        await CheckpointOfAsync(client, 1);
        var e = (await ledger.ReadAsync()).ShouldHaveSingleItem();
        e.Stream.ShouldBe("policy/CN");
        var fact = new SealedFacts(Upcasters.None).Read(e, ordinal: 0).ShouldNotBeNull();
        fact.Data.ShouldBe(new Policy.EngineAdopted(
            Jurisdiction.Of("CN"), EngineAdoption.Version, EngineAdoption.BuildHash()));
    }

    [Fact]
    public async Task A_ledger_that_stopped_is_not_healthy()
    {
        var health = app.Services.GetRequiredService<HealthCheckService>();
        (await health.CheckHealthAsync()).Status.ShouldBe(HealthStatus.Healthy);

        app.Services.GetRequiredService<LedgerIntegrity>().Halt("for a test");

        (await health.CheckHealthAsync()).Status.ShouldBe(HealthStatus.Unhealthy);
    }

    private static string Header(HttpResponseMessage response, string name) =>
        response.Headers.GetValues($"RiskMonitor-{name}").ShouldHaveSingleItem();

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static async Task<(SignedNote Note, Checkpoint Checkpoint)> CheckpointOfAsync(HttpClient client, long size)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        for (; ; )
        {
            using var response = await client.GetAsync("/api/v1/log/checkpoint");
            if (response.IsSuccessStatusCode)
            {
                var note = SignedNote.Parse(await response.Content.ReadAsStringAsync());
                if (Checkpoint.Parse(note.Text) is var checkpoint && checkpoint.Size == size)
                    return (note, checkpoint);
            }

            await Task.Delay(20, patience.Token);
        }
    }
}

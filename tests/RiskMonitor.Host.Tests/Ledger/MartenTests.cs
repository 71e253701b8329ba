using JasperFx;
using JasperFx.Events;
using Marten;
using RiskMonitor.Host.Ledger;

namespace RiskMonitor.Host.Tests.Ledger;

public sealed class MartenTests : IAsyncLifetime
{
    private TestLedger ledger = null!;

    public async Task InitializeAsync() => ledger = await TestLedger.CreateAsync();

    public async Task DisposeAsync() => await ledger.DisposeAsync();

    [Fact]
    public async Task Marten_reads_what_we_wrote_as_if_it_had_written_it()
    {
        await using var store = DocumentStore.For(
            options => options.UseHouseRules(ledger.Settings.Runtime, AutoCreate.None));
        var facts = new[] { TestLedger.Fixing("ours", 0), TestLedger.Fixing("ours", 1) };
        await ledger.FileAsync(facts);
        await using (var session = store.LightweightSession())
        {
            session.LastModifiedBy = "reporter-ada";
            foreach (var fact in facts)
            {
                var e = session.Events.Append("market/theirs", fact.Data).Events[^1];
                e.SetHeader("source", fact.Id.Source);
                e.SetHeader("id", fact.Id.Id);
                e.SetHeader("time", "2026-01-01T00:00:00Z");
                e.SetHeader("evidence", "documented");
                e.SetHeader("sourceref", fact.SourceRef!);
                e.SetHeader("hash", fact.CanonicalHash);
            }

            await session.SaveChangesAsync();
        }

        await using var query = store.QuerySession();
        var ours = await query.Events.FetchStreamAsync("market/ours");
        var theirs = await query.Events.FetchStreamAsync("market/theirs");
        ours.Count.ShouldBe(2);
        foreach (var (our, their) in ours.Zip(theirs))
        {
            our.Data.ShouldBe(their.Data);
            Described(our).ShouldBe(Described(their));
            our.Headers!.Keys.Order(StringComparer.Ordinal).ShouldBe(
                their.Headers!.Keys.Order(StringComparer.Ordinal));
            our.Headers["leaf"].ShouldBe(their.Headers["leaf"]);
        }

        // And it goes on where we stopped.
        await using var more = store.LightweightSession();
        more.Events.Append("market/ours", facts[0].Data);
        await more.SaveChangesAsync();
        (await query.Events.FetchStreamStateAsync("market/ours"))!.Version.ShouldBe(3);
        await AssertColumnsAsync();
    }

    private static object Described(IEvent e) => (
        e.Version, e.EventTypeName, e.DotNetTypeName, e.UserName, e.TenantId, e.IsArchived, e.CorrelationId is null,
        e.CausationId is null, e.Timestamp.Offset, e.Timestamp.Ticks % 10);

    /// <summary>Every column but those that name the event is written in the same way, nulls too.</summary>
    private async Task AssertColumnsAsync() => (await ledger.ScalarAsync<long>("""
        select count(*) from ledger.mt_events a join ledger.mt_events b using (version)
        where a.stream_id = 'market/ours' and b.stream_id = 'market/theirs'
            and (a.bdata, a.type, a.tenant_id, a.mt_dotnet_type, a.correlation_id, a.causation_id, a.user_name,
                a.is_archived) is not distinct from
                (b.bdata, b.type, b.tenant_id, b.mt_dotnet_type, b.correlation_id, b.causation_id, b.user_name,
                b.is_archived)
        """)).ShouldBe(2);
}

using RiskMonitor.Host.Ledger;
using RiskMonitor.Host.Pipeline;
using RiskMonitor.Host.Serving;
using RiskMonitor.Host.Tests.Ledger;

namespace RiskMonitor.Host.Tests.Faults;

/// <summary>
/// Should a second pipeline ever work beside the first: the row of the progress lets one of them write.
/// </summary>
public sealed class FenceTests : IAsyncLifetime
{
    private TestLedger ledger = null!;

    public async Task InitializeAsync()
    {
        ledger = await TestLedger.CreateAsync();
        await Composition.MigrateAsync(ledger.Settings, default);
    }

    public async Task DisposeAsync() => await ledger.DisposeAsync();

    [Fact]
    public async Task Of_two_pipelines_that_go_on_from_one_position_one_writes_and_the_other_leaves_nothing()
    {
        await ledger.FileAsync(TestLedger.Fixings("usd", 0, 10));
        await ledger.SealAsync();
        var events = await ledger.ReadAsync();
        var writer = new PageWriter(ledger.Runtime, ledger.Appender);
        var (first, second) = (Pipeline(), Pipeline());
        await writer.WriteAsync(first.Take(events), default);

        // The slower one saw only a part of it, and concluded something from that.
        var late = second.Take(events[..4]);
        late.ClosedDays.Add((Day, 3));
        (await Should.ThrowAsync<InvalidOperationException>(() => writer.WriteAsync(late, default)))
            .Message.ShouldContain("position 0");

        (await ledger.ScalarAsync<long>("select position from views.progress")).ShouldBe(10);
        (await ledger.ScalarAsync<long>("select count(*) from views.closed_day")).ShouldBe(0);
    }

    private static RiskMonitor.Policy.ReportingDayClosed Day => new(
        Jurisdiction.Of("CN"), new NodaTime.LocalDate(2026, 1, 31), "CN-2024-2026");

    private static LiveFold Pipeline() => new(new SealedFacts(Upcasters.None));
}

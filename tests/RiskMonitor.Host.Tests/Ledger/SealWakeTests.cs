namespace RiskMonitor.Host.Tests.Ledger;

public sealed class SealWakeTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task What_is_told_while_a_statement_runs_is_not_waited_for_in_vain()
    {
        await using var ledger = await TestLedger.CreateAsync();
        await using var session = await ledger.SealingAsync();
        await ledger.FileAsync(TestLedger.Fixing("usdcny", 1));
        await session.SealAsync(default); // its statements bring along that something was written

        using var patience = new CancellationTokenSource(Patience);
        await Should.NotThrowAsync(() => session.WaitAsync(Long, patience.Token));
    }
}

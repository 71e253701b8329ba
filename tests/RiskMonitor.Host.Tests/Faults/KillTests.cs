using RiskMonitor.Ledger;
using Xunit.Abstractions;

namespace RiskMonitor.Host.Tests.Faults;

/// <summary>
/// The host is killed ten times and PostgreSQL three times while a history is filed and folded. What was acknowledged
/// is there once, and what was concluded is what an undisturbed host concludes.
/// </summary>
[Collection("faults")] // one after the other: each of them keeps a machine busy
public sealed class KillTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Seed = 20241231;
    private const int LinesAtOnce = 25;

    private FaultFolder calm = null!;
    private FaultFolder rough = null!;

    public Task InitializeAsync()
    {
        (calm, rough) = (FaultFolder.Make(), FaultFolder.Make());
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await calm.DisposeAsync();
        await rough.DisposeAsync();
    }

    [Fact]
    public async Task Whatever_is_killed_acknowledged_facts_are_there_once_and_conclusions_are_the_same()
    {
        var parcels = Parcel.OfTheProvince("2024-11", LinesAtOnce);
        var undisturbed = await UndisturbedAsync(parcels);
        var deeds = Deed.Plan(new Random(Seed), parcels, hosts: 10, servers: 3);
        using var reporter = new Reporter(rough);

        var host = await rough.ServeAsync(rough.Limit);
        foreach (var (index, parcel) in parcels.Index())
        {
            if (!deeds.TryGetValue(index, out var deed))
            {
                await reporter.FileAsync(host, parcel, rough.Limit);
                continue;
            }

            output.WriteLine($"{parcel.Name}: {deed}");
            if (deed.Moment == Moment.Folding)
                await reporter.FileAsync(host, parcel, rough.Limit);
            var filing = deed.Moment == Moment.Filing
                ? reporter.TryAsync(host, parcel, rough.Limit)
                : Task.FromResult(true);
            await Task.Delay(deed.After, rough.Limit);
            if (deed.Victim == Victim.Server)
            {
                await rough.KillServerAsync();
            }
            else
            {
                await host.KillAsync();
                host = await rough.ServeAsync(rough.Limit);
            }

            if (!await filing)
                await reporter.FileAsync(host, parcel, rough.Limit);
        }

        await reporter.ReadyAsync(host, rough.Limit);
        var account = await LedgerAccount.DrawUpAsync(host, reporter, rough.Limit);
        var key = NoteKey.Parse((await reporter.GetAsync(host, "/api/v1/log/key", rough.Limit)).Trim());
        var checkpoints = await account.VerifyAsync(rough, key, rough.Limit);
        var folded = account.Fold();
        output.WriteLine(
            $"{account.Facts.Count} facts, {reporter.Unanswered} filings without an answer, {reporter.HeldAlready} "
            + $"filings held already, {account.Raised.Count} alerts, {account.Stored.Count} conclusions, "
            + $"{checkpoints} checkpoints");

        account.Facts.ShouldBeUnique();
        account.Facts.ShouldBe(reporter.Acknowledged);
        account.Facts.ShouldBe(undisturbed.Facts);
        account.Raised.ShouldBeUnique();
        account.Raised.ShouldNotBeEmpty();
        account.Stored.FirstDifference(folded).ShouldBeNull();
        account.Stored.FirstDifference(undisturbed.Stored).ShouldBeNull();
        account.Stored.Value.ShouldBe(undisturbed.Stored.Value);
        reporter.Unanswered.ShouldBeGreaterThan(0, "nothing was killed in the middle of a filing");
        (await host.SignalAsync("TERM", rough.Limit)).ShouldBe(0, host.Errors);
        rough.ServerIsStopped.ShouldBeTrue();
    }

    private async Task<LedgerAccount> UndisturbedAsync(IReadOnlyList<Parcel> parcels)
    {
        using var reporter = new Reporter(calm);
        var host = await calm.ServeAsync(calm.Limit);
        foreach (var parcel in parcels)
        {
            await reporter.FileAsync(host, parcel, calm.Limit);
        }

        await reporter.ReadyAsync(host, calm.Limit);
        var account = await LedgerAccount.DrawUpAsync(host, reporter, calm.Limit);
        reporter.Unanswered.ShouldBe(0);
        (await host.SignalAsync("TERM", calm.Limit)).ShouldBe(0, host.Errors);
        return account;
    }
}

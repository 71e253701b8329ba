using System.Net;

namespace RiskMonitor.Host.Tests.Faults;

/// <summary>Two hosts on one database: both take filings, one of them seals and concludes.</summary>
[Collection("faults")] // one after the other: each of them keeps a machine busy
public sealed class TwoHostsTests : IAsyncLifetime
{
    private const int LinesAtOnce = 50;

    private FaultFolder folder = null!;

    public Task InitializeAsync()
    {
        folder = FaultFolder.Make();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await folder.DisposeAsync();

    [Fact]
    public async Task The_second_waits_until_the_first_is_gone_and_goes_on_from_what_it_wrote()
    {
        var parcels = Parcel.OfTheProvince("2024-07", LinesAtOnce);
        using var reporter = new Reporter(folder);
        var first = await folder.ServeAsync(folder.Limit);
        await reporter.ReadyAsync(first, folder.Limit);
        var starting = folder.ServeBesideAsync(folder.Limit); // and brings the schema up to date while the other writes
        foreach (var (index, parcel) in parcels.Take(parcels.Count / 2).Index())
        {
            var host = index % 2 == 1 && starting.IsCompletedSuccessfully ? await starting : first;
            await reporter.FileAsync(host, parcel, folder.Limit);
        }

        var second = await starting;

        await reporter.ReadyAsync(first, folder.Limit);
        (await reporter.StatusAsync(second, "/readyz", folder.Limit)).ShouldBe(HttpStatusCode.ServiceUnavailable);
        await first.KillAsync();
        foreach (var parcel in parcels.Skip(parcels.Count / 2))
        {
            await reporter.FileAsync(second, parcel, folder.Limit);
        }

        await reporter.ReadyAsync(second, folder.Limit);
        var account = await LedgerAccount.DrawUpAsync(second, reporter, folder.Limit);
        account.Facts.ShouldBeUnique();
        account.Facts.ShouldBe(reporter.Acknowledged);
        account.Stored.Count.ShouldBeGreaterThan(0);
        account.Stored.FirstDifference(account.Fold()).ShouldBeNull();
    }
}

using NodaTime;

namespace RiskMonitor.Host.Tests.Ledger;

public sealed class SealTimeTests : IAsyncLifetime
{
    private readonly SetClock clock = new();

    private TestLedger ledger = null!;

    public async Task InitializeAsync() => ledger = await TestLedger.CreateAsync(clock);

    public async Task DisposeAsync() => await ledger.DisposeAsync();

    [Fact]
    public async Task Seal_times_never_go_back_even_if_the_clock_does()
    {
        clock.Now = Instant.FromUtc(2026, 3, 1, 12, 0);
        await FileAndSealAsync(0);
        clock.Now = Instant.FromUtc(2026, 3, 1, 11, 0);
        await FileAndSealAsync(1);
        clock.Now = Instant.FromUtc(2026, 3, 1, 13, 0);
        await FileAndSealAsync(2);

        (await ledger.ReadAsync()).Select(e => e.SealedAt).ShouldBe(
        [
            Instant.FromUtc(2026, 3, 1, 12, 0),
            Instant.FromUtc(2026, 3, 1, 12, 0) + Duration.FromTicks(10),
            Instant.FromUtc(2026, 3, 1, 13, 0),
        ]);
    }

    [Fact]
    public async Task What_was_known_at_a_time_stays_the_same_once_somebody_has_asked()
    {
        clock.Now = Instant.FromUtc(2026, 3, 1, 12, 0);
        await FileAndSealAsync(0);
        clock.Now = Instant.FromUtc(2026, 3, 1, 13, 0);
        (await ledger.Reader.PositionAtAsync(clock.Now)).ShouldBe(0);

        // The same moment goes on, for a sealer whose clock is behind.
        clock.Now = Instant.FromUtc(2026, 3, 1, 12, 30);
        await FileAndSealAsync(1);

        clock.Now = Instant.FromUtc(2026, 3, 1, 14, 0);
        (await ledger.Reader.PositionAtAsync(Instant.FromUtc(2026, 3, 1, 13, 0))).ShouldBe(0);
        (await ledger.Reader.PositionAtAsync(Instant.FromUtc(2026, 3, 1, 13, 1))).ShouldBe(1);
        (await ledger.Reader.PositionAtAsync(Instant.FromUtc(2026, 3, 1, 11, 59))).ShouldBeNull();
    }

    [Fact]
    public async Task What_will_be_known_is_not_told()
    {
        clock.Now = Instant.FromUtc(2026, 3, 1, 12, 0);

        await Should.ThrowAsync<ArgumentOutOfRangeException>(
            () => ledger.Reader.PositionAtAsync(Instant.FromUtc(2026, 3, 1, 12, 1)));
    }

    private async Task FileAndSealAsync(int n)
    {
        await ledger.FileAsync(TestLedger.Fixing("usd", n));
        await ledger.SealAsync();
    }

    private sealed class SetClock : TimeProvider
    {
        public Instant Now { get; set; } = Instant.FromUtc(2026, 1, 1, 0, 0);

        public override DateTimeOffset GetUtcNow() => Now.ToDateTimeOffset();
    }
}

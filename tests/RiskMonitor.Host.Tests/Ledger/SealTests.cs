using RiskMonitor.Host.Ledger;

namespace RiskMonitor.Host.Tests.Ledger;

public sealed class SealTests : IAsyncLifetime
{
    private TestLedger ledger = null!;

    public async Task InitializeAsync() => ledger = await TestLedger.CreateAsync();

    public async Task DisposeAsync() => await ledger.DisposeAsync();

    [Fact]
    public async Task What_eight_writers_file_is_what_a_reader_pages_meanwhile_and_in_one_dense_order()
    {
        using var sealer = ledger.NewSealer();
        await sealer.StartAsync(default);
        var seen = new List<SealedEvent>();
        var writers = Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var batch = 0; batch < 20; batch++)
            {
                // Streams of its own, and one that all share.
                var shared = TestLedger.Fixing("shared", (writer * 100) + batch);
                await ledger.FileAsync([.. TestLedger.Fixings($"w{writer}", batch * 5, 5), shared]);
            }
        })));

        while (!writers.IsCompleted || seen.Count < 960)
        {
            ledger.Integrity.Halted.ShouldBeNull();
            writers.IsFaulted.ShouldBeFalse();
            seen.AddRange(await ledger.ReadAsync(seen.Count));
            await Task.Delay(5);
        }

        await writers;
        await sealer.StopAsync(default);
        seen.Select(e => e.Position).ShouldBe(Enumerable.Range(0, 960).Select(i => (long)i));
        seen.Select(e => e.Id).Distinct().Count().ShouldBe(960);
        (await ledger.ReadAsync()).Select(e => (e.Position, e.Id)).ShouldBe(seen.Select(e => (e.Position, e.Id)));
        foreach (var stream in seen.GroupBy(e => e.Stream))
        {
            stream.Select(e => e.Version).ShouldBe(Enumerable.Range(1, stream.Count()).Select(v => (long)v));
        }

        AssertTogether(seen);
        seen.Select(e => e.SealedAt).ShouldBeInOrder();
    }

    [Fact]
    public async Task An_event_that_commits_late_gets_a_position_after_those_that_overtook_it()
    {
        await using var session = await ledger.SealingAsync();
        await using var connection = await ledger.Runtime.OpenConnectionAsync();
        await using (var slow = await connection.BeginTransactionAsync())
        {
            await ledger.Appender.AppendAsync(slow, [Closing("slow")]);
            await ledger.FileAsync(TestLedger.Fixings("usd", 0, 3));

            // As often as it takes for the mark to move, had it not to wait.
            for (var pass = 0; pass < 4; pass++)
            {
                (await session.SealAsync(default)).ShouldBe(3);
            }

            await slow.CommitAsync();
        }

        (await session.SealAsync(default)).ShouldBe(4);
        (await ledger.ReadAsync()).Select(e => e.Stream).ShouldBe(
            ["market/usd", "market/usd", "market/usd", "incident/slow"]);
        (await ledger.ScalarAsync<bool>("""
            select seq_id < all (select seq_id from ledger.seal where position < 3)
            from ledger.seal where position = 3
            """)).ShouldBeTrue();
    }

    [Fact]
    public async Task The_events_of_a_transaction_stand_together_however_their_numbers_interleave()
    {
        await using var first = await ledger.Runtime.OpenConnectionAsync();
        await using var second = await ledger.Runtime.OpenConnectionAsync();
        await using (var a = await first.BeginTransactionAsync())
        await using (var b = await second.BeginTransactionAsync())
        {
            foreach (var step in new[] { "1", "2" })
            {
                await ledger.Appender.AppendAsync(a, [Closing($"a{step}")]);
                await ledger.Appender.AppendAsync(b, [Closing($"b{step}")]);
            }

            await b.CommitAsync();
            await a.CommitAsync();
        }

        (await ledger.SealAsync()).ShouldBe(4);
        (await ledger.ReadAsync()).Select(e => e.Stream).ShouldBe(
            ["incident/a1", "incident/a2", "incident/b1", "incident/b2"]);
    }

    [Fact]
    public async Task The_mark_below_which_nobody_looks_again_moves_once_nothing_older_can_appear()
    {
        await using var session = await ledger.SealingAsync();
        await ledger.FileAsync(TestLedger.Fixings("usd", 0, 3));
        await using var connection = await ledger.Runtime.OpenConnectionAsync();
        await using (var lost = await connection.BeginTransactionAsync())
        {
            await ledger.Appender.AppendAsync(lost, [Closing("lost")]);
            await lost.RollbackAsync();
        }

        await ledger.FileAsync(TestLedger.Fixing("usd", 3));
        for (var pass = 0; pass < 50 && await MarkAsync() < 5; pass++)
        {
            await session.SealAsync(default);
            await Task.Delay(20);
        }

        (await MarkAsync()).ShouldBe(5);
        (await ledger.ReadAsync()).Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_sealer_that_starts_again_goes_on_with_the_tree_it_finds()
    {
        await ledger.FileAsync(TestLedger.Fixings("usd", 0, 5));
        (await ledger.SealAsync()).ShouldBe(5);
        await ledger.FileAsync(TestLedger.Fixings("usd", 5, 6));
        (await ledger.SealAsync()).ShouldBe(11);

        await ledger.Checkpoints.PublishAsync(11, default);

        var events = await ledger.ReadAsync();
        var note = (await ledger.Checkpoints.LatestAsync()).ShouldNotBeNull();
        var signed = RiskMonitor.Ledger.Checkpoint.Parse(RiskMonitor.Ledger.SignedNote.Parse(note).Text);
        signed.Size.ShouldBe(11);
        signed.Root.ShouldBe(RiskMonitor.Ledger.MerkleTree.Root(
            [.. events.Select(e => LeafForm.Hash(LeafForm.Of(e)))]));
        (await File.ReadAllTextAsync(Path.Combine(ledger.Settings.CheckpointFolder, "latest.txt"))).ShouldBe(note);
        (await File.ReadAllTextAsync(Path.Combine(ledger.Settings.CheckpointFolder, "checkpoint-11.txt")))
            .ShouldBe(note);
    }

    [Fact]
    public async Task A_second_sealer_waits_until_the_first_has_ended()
    {
        await using (await ledger.SealingAsync())
        {
            (await SealSession.TryOpenAsync(ledger.Settings.Runtime, ledger.Clock, default)).ShouldBeNull();
        }

        await using var second = await ledger.SealingAsync();
        (await second.SealAsync(default)).ShouldBe(0);
    }

    [Fact]
    public async Task Somebody_else_s_row_stops_the_ledger_before_it_is_sealed()
    {
        await ledger.FileAsync(TestLedger.Fixing("usd", 0));
        await TestLedger.ExecuteAsync(ledger.Owner, """
            alter table ledger.mt_events disable trigger archives_only;
            update ledger.mt_events set data = jsonb_set(data, '{rate}', '"9"');
            """);
        using var sealer = ledger.NewSealer();

        await sealer.StartAsync(default);
        await sealer.ExecuteTask!;

        ledger.Integrity.Halted.ShouldNotBeNull().ShouldContain("Version 1 of market/usd");
        (await ledger.Reader.SizeAsync()).ShouldBe(0);
        await Should.ThrowAsync<LedgerHaltedException>(() => ledger.FileAsync(TestLedger.Fixing("usd", 1)));
    }

    private static Conclusion Closing(string id) => new(
        $"incident/{id}", new RiskMonitor.Incidents.IncidentClosed("repaid"), $"incident-closed|{id}", "surveillance");

    private Task<long> MarkAsync() => ledger.ScalarAsync<long>("select low_water from ledger.tree_state");

    /// <summary>What was filed in one transaction has one recorded time and one writer's stream.</summary>
    private static void AssertTogether(List<SealedEvent> events)
    {
        for (var i = 0; i < events.Count; i += 6)
        {
            var filed = events.GetRange(i, 6);
            filed.Select(e => e.RecordedAt).Distinct().Count().ShouldBe(1);
            filed.Select(e => e.SealedAt).Distinct().Count().ShouldBe(1);
            filed.Select(e => e.Stream).Distinct().Count().ShouldBe(2);
        }
    }
}

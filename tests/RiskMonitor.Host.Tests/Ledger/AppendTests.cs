using Npgsql;
using RiskMonitor.Filing;
using RiskMonitor.Host.Ledger;
using RiskMonitor.Incidents;

namespace RiskMonitor.Host.Tests.Ledger;

public sealed class AppendTests : IAsyncLifetime
{
    private TestLedger ledger = null!;

    public async Task InitializeAsync() => ledger = await TestLedger.CreateAsync();

    public async Task DisposeAsync() => await ledger.DisposeAsync();

    [Fact]
    public async Task A_fact_that_is_sent_again_is_a_duplicate_and_changes_nothing()
    {
        var facts = TestLedger.Fixings("usd", 0, 5);
        (await ledger.FileAsync(facts)).Accepted.ShouldBe(5);

        var again = await ledger.FileAsync([.. facts, TestLedger.Fixing("usd", 5), TestLedger.Fixing("usd", 5)]);

        again.Facts.Select(fact => fact.Status).ShouldBe(
            [.. Enumerable.Repeat(AppendStatus.Duplicate, 5), AppendStatus.Accepted, AppendStatus.Duplicate]);
        (await ledger.ScalarAsync<long>("select count(*) from ledger.mt_events")).ShouldBe(6);
        (await ledger.ScalarAsync<long>("select version from ledger.mt_streams")).ShouldBe(6);
    }

    [Fact]
    public async Task The_same_id_with_other_content_is_a_conflict_that_names_the_member_that_differs()
    {
        await ledger.FileAsync(TestLedger.Fixing("usd", 0));

        var result = await ledger.FileAsync(
            TestLedger.Fixing("usd", 0, "7.0124"), TestLedger.Fixing("usd", 1), TestLedger.Fixing("usd", 1, "8"));

        result.Facts.Select(fact => (fact.Status, fact.Differs)).ShouldBe(
        [
            (AppendStatus.Conflict, "/data/rate"), (AppendStatus.Accepted, null), (AppendStatus.Conflict, "/data/rate"),
        ]);
        var moved = TestLedger.Fixing("usd", 1) with { SourceRef = null, CanonicalHash = new string('0', 64) };
        (await ledger.FileAsync(moved)).Facts[0].Differs.ShouldBe("/sourceref");
    }

    [Fact]
    public async Task An_atomic_filing_with_a_conflict_leaves_the_log_as_it_was()
    {
        await ledger.FileAsync(TestLedger.Fixing("usd", 0));

        var result = await ledger.Appender.AppendAsync(
            [TestLedger.Fixing("usd", 1), TestLedger.Fixing("usd", 0, "1")], "reporter-ada", atomic: true);

        result.Written.ShouldBeFalse();
        (await ledger.ScalarAsync<long>("select count(*) from ledger.mt_events")).ShouldBe(1);
    }

    [Fact]
    public async Task Writers_of_the_same_facts_at_the_same_time_write_each_of_them_once()
    {
        var facts = Enumerable.Range(0, 4).SelectMany(s => TestLedger.Fixings($"s{s}", 0, 50)).ToArray();

        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(writer => Task.Run(
            () => ledger.FileAsync(writer % 2 == 0 ? facts : [.. facts.Reverse()]))));

        results.Sum(result => result.Accepted).ShouldBe(200);
        results.Sum(result => result.Duplicates).ShouldBe(1000);
        (await ledger.ScalarAsync<long>("select count(*) from ledger.mt_events")).ShouldBe(200);
        (await ledger.ScalarAsync<long>("""
            select count(*) from ledger.mt_streams s
            where version = 50 and version = (select count(*) from ledger.mt_events where stream_id = s.id)
            """)).ShouldBe(4);
    }

    [Fact]
    public async Task The_receipt_is_written_in_the_same_transaction_and_only_once()
    {
        var facts = TestLedger.Fixings("usd", 0, 3);
        for (var time = 0; time < 2; time++)
        {
            var result = await ledger.Appender.AppendAsync(facts, "reporter-ada", "f-1", outcomes => new FilingAccepted(
                TestLedger.Reporter, "f-1", "file.csv", new string('a', 64), 3,
                outcomes.Count(o => o.Status == AppendStatus.Accepted),
                outcomes.Count(o => o.Status == AppendStatus.Duplicate), 0));
            result.Receipt.ShouldNotBeNull().Duplicate.ShouldBe(3 * time);
        }

        (await ledger.ScalarAsync<long>("select count(*) from ledger.mt_events")).ShouldBe(4);
        (await ledger.ScalarAsync<string>("select headers ->> 'filing' from ledger.mt_events limit 1")).ShouldBe("f-1");
    }

    [Fact]
    public async Task A_conclusion_belongs_to_the_transaction_that_it_is_written_in()
    {
        var conclusion = new Conclusion(
            "incident/i-1", new IncidentClosed("repaid"), "incident-closed|i-1|0", "surveillance");
        await using var connection = await ledger.Runtime.OpenConnectionAsync();
        foreach (var kept in new[] { false, true })
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await ledger.Appender.AppendAsync(transaction, [conclusion]);
            await (kept ? transaction.CommitAsync() : transaction.RollbackAsync());
            (await ledger.ScalarAsync<long>("select count(*) from ledger.mt_events")).ShouldBe(kept ? 1 : 0);
        }

        await using var again = await connection.BeginTransactionAsync();
        var refused = await Should.ThrowAsync<PostgresException>(
            () => ledger.Appender.AppendAsync(again, [conclusion]));
        refused.SqlState.ShouldBe(PostgresErrorCodes.UniqueViolation);
    }
}

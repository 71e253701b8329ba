using JasperFx;
using Marten;
using Npgsql;
using RiskMonitor.Host.Ledger;

namespace RiskMonitor.Host.Tests.Ledger;

public sealed class RoleTests(RoleTests.Written written) : IClassFixture<RoleTests.Written>
{
    private readonly TestLedger ledger = written.Ledger;

    [Theory]
    [InlineData("update ledger.mt_events set data = '{}'")]
    [InlineData("update ledger.mt_events set is_archived = true")]
    [InlineData("delete from ledger.mt_events")]
    [InlineData("truncate ledger.mt_events")]
    [InlineData("delete from ledger.mt_streams")]
    [InlineData("truncate ledger.mt_streams cascade")]
    [InlineData("update ledger.mt_streams set id = 'market/eur'")]
    [InlineData("update ledger.mt_streams set version = 1")]
    [InlineData("update ledger.seal set leaf_hash = sha256('')")]
    [InlineData("delete from ledger.seal")]
    [InlineData("delete from ledger.checkpoint")]
    [InlineData("delete from ledger.tree_state")]
    [InlineData("alter table ledger.mt_events disable trigger all")]
    [InlineData("create table ledger.mine (x int)")]
    public async Task The_runtime_role_changes_nothing_that_is_written(string sql)
    {
        var refused = await Should.ThrowAsync<PostgresException>(() => TestLedger.ExecuteAsync(ledger.Runtime, sql));

        refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Theory]
    [InlineData("update ledger.mt_events set data = '{}'")]
    [InlineData("delete from ledger.mt_events")]
    [InlineData("truncate ledger.mt_events")]
    [InlineData("delete from ledger.mt_streams")]
    [InlineData("update ledger.mt_streams set version = 1")]
    [InlineData("update ledger.seal set position = position + 10")]
    [InlineData("delete from ledger.checkpoint")]
    public async Task Not_even_the_owner_changes_it_without_switching_the_guards_off(string sql)
    {
        var refused = await Should.ThrowAsync<PostgresException>(() => TestLedger.ExecuteAsync(ledger.Owner, sql));

        refused.MessageText.ShouldStartWith("The ledger only grows");
    }

    [Fact]
    public async Task The_owner_may_archive()
    {
        (await TestLedger.ExecuteAsync(
            ledger.Owner,
            "update ledger.mt_events set is_archived = true where stream_id = 'market/usd' and version < 3"))
            .ShouldBe(2);
    }

    [Fact]
    public async Task Martens_own_append_needs_no_more_than_the_runtime_role_has()
    {
        await using var store = DocumentStore.For(
            options => options.UseHouseRules(ledger.Settings.Runtime, AutoCreate.None));
        await using var session = store.LightweightSession();
        session.LastModifiedBy = "officer-ada";
        session.Events.Append("market/usd", TestLedger.Fixing("usd", 9).Data);
        session.Events.Append("market/eur", TestLedger.Fixing("eur", 1).Data);
        await session.SaveChangesAsync();

        (await ledger.SealAsync()).ShouldBe(5);
    }

    [Fact]
    public async Task Migrating_again_changes_nothing()
    {
        await LedgerSchema.MigrateAsync(ledger.Settings);

        (await ledger.ReadAsync(to: 2)).Count.ShouldBe(3);
        (await ledger.Checkpoints.LatestAsync()).ShouldNotBeNull();
    }

    /// <summary>One ledger for all of them: nothing that they try leaves a trace.</summary>
    public sealed class Written : IAsyncLifetime
    {
        private TestLedger? ledger;

        internal TestLedger Ledger => ledger ?? throw new InvalidOperationException("Nothing was written.");

        public async Task InitializeAsync()
        {
            ledger = await TestLedger.CreateAsync();
            await ledger.FileAsync(TestLedger.Fixings("usd", 0, 3));
            await ledger.Checkpoints.PublishAsync(await ledger.SealAsync(), default);
        }

        public async Task DisposeAsync() => await (ledger?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}

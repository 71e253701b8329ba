using RiskMonitor.Host.Access;
using RiskMonitor.Host.Tests.Http;
using RiskMonitor.Host.Tests.Postgres;

namespace RiskMonitor.Host.Tests.Replays;

/// <summary>
/// Whoever gets past the database's refusals and changes one row of one table: <c>replay --expect</c> ends with 1 and
/// names it.
/// </summary>
public sealed class AlteredRowTests(HostFixture host) : IClassFixture<HostFixture>
{
    private static string? undisturbed; // of the one host of this class

    [Theory]
    [InlineData(
        "ledger.mt_events", "data = jsonb_set(data, '{name}', '\"Forged\"')", "type like 'party-reg%'", " party/")]
    [InlineData("ledger.mt_events", "user_name = 'somebody-else'", "type like 'lien-reg%'", " lien/")]
    [InlineData("ledger.seal", "leaf_hash = sha256('forged')", "position = 5", "@000000000005 ")]
    [InlineData("ledger.seal", "sealed_at = sealed_at - interval '1 second'", "position = 4", "@000000000004 ")]
    [InlineData("ledger.checkpoint", "root = sha256('forged')", "true", " checkpoint of size ")]
    [InlineData(
        "ledger.checkpoint", "note = overlay(note placing 'AAAAAAAA' from length(note) - 20)", "true", ", its note ")]
    [InlineData(
        "views.alert", "parties = array[array_to_string(parties, ',')]", "cardinality(parties) > 1", "alert/")]
    [InlineData(
        "views.assessment", "parties = array[array_to_string(parties, ',')]",
        "cardinality(parties) > 1", "assessment ")]
    [InlineData(
        "views.notice", "parties = array[array_to_string(parties, ',')]", "cardinality(parties) > 1", "COL-OVERLAP")]
    [InlineData("views.alert", "content = jsonb_set(content, '{version}', '9')", "true", "alert/")]
    [InlineData("views.alert", "jurisdiction = '110000'", "true", "alert/")]
    [InlineData("views.incident", "is_open = not is_open", "true", "incident/")]
    [InlineData(
        "views.assessment", "content = replace(content::text, 'breach', 'clear')::json",
        "content::text like '%breach%'", "assessment claims/")]
    [InlineData("views.assessment", "parties = '{}'", "subject like 'pool/%'", "assessment pool/")]
    [InlineData("views.exposure", "debt = debt + 1", "true", "assessment pool/")]
    [InlineData("views.notice", "content = jsonb_set(content, '{severity}', '\"critical\"')", "true", "COL-OVERLAP")]
    [InlineData("views.finding", "content = jsonb_set(content, '{detail}', '\"forged\"')", "true", "AUD-BACKDATE")]
    [InlineData("views.finding", "source = 'urn:local:somebody-else'", "source is not null", "AUD-BACKDATE")]
    [InlineData("views.closed_day", "day = day + 1", "true", "the closed day")]
    [InlineData("ledger.tree_state", "frontier[1] = sha256('forged')", "true", " the state of the tree ")]
    [InlineData("ledger.tree_state", "size = size - 1", "true", " the state of the tree ")]
    [InlineData("ledger.tree_state", "low_water = low_water + 1000", "true", " the state of the tree ")]
    [InlineData("ledger.tree_state", "settled = settled + interval '1 year'", "true", " the state of the tree ")]
    [InlineData("ledger.tree_state", "settled = 'epoch'", "true", " the state of the tree ")]
    [InlineData("ledger.mt_streams", "version = version + 1", "id like 'lien/%'", " the stream lien/")]
    [InlineData("views.progress", "position = position - 1", "true", " the progress of the views ")]
    [InlineData("views.progress", "position = position + 1", "true", " the progress of the views ")]
    [InlineData("views.progress", "ordinal = ordinal + 1", "true", " the progress of the views ")]
    public Task One_altered_row_is_named(string table, string change, string where, string named) =>
        NamedAsync(
            table, $"update {table} set {change} where ctid = (select ctid from {table} where {where} limit 1)", named);

    [Theory]
    [InlineData("ledger.mt_events", "type like 'lien-reg%'", " the event that was sealed here, which is gone, ")]
    [InlineData("ledger.seal", "position = 5", "@000000000005 its seal, which is gone, ")]
    [InlineData(
        "ledger.seal", "position = (select max(position) from ledger.seal)",
        " its seal, which is gone, ")]
    [InlineData("ledger.checkpoint", "true", " as it was given away ")]
    [InlineData(
        "ledger.checkpoint", "size = (select max(size) from ledger.checkpoint)", " as it was given away ")]
    [InlineData("ledger.tree_state", "true", " the state of the tree ")]
    [InlineData("views.progress", "true", " the progress of the views ")]
    [InlineData("views.alert", "true", "alert/")]
    [InlineData("views.incident", "true", "incident/")]
    [InlineData("views.assessment", "subject like 'claims/%'", "assessment claims/")]
    [InlineData("views.exposure", "true", "assessment pool/")]
    [InlineData("views.notice", "true", "notice COL-OVERLAP")]
    [InlineData("views.finding", "true", "finding AUD-BACKDATE")]
    [InlineData("views.closed_day", "true", "the closed day")]
    public Task One_deleted_row_is_named(string table, string where, string named) =>
        NamedAsync(
            table, $"delete from {table} where ctid = (select ctid from {table} where {where} limit 1)", named);

    /// <summary>The sealer would give a position anew to an event above its mark that has lost its own.</summary>
    private async Task SealedForGoodAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await Sql.OneAsync<bool>(host.OwnerConnection, """
            select low_water >= (select max(seq_id) from ledger.mt_events) from ledger.tree_state
            """))
        {
            await Task.Delay(100, patience.Token);
        }
    }

    private async Task NamedAsync(string table, string change, string named)
    {
        var digest = await DigestAsync();
        var stored = await StoredAsync();
        var saved = $"saved_{Guid.NewGuid():N}";
        await Sql.DoAsync(host.OwnerConnection, $"""
            create table {saved} as select * from {table};
            alter table {table} disable trigger user;
            """);
        try
        {
            (await Sql.OneAsync<long>(host.OwnerConnection, $"""
                with altered as ({change} returning 1) select count(*) from altered
                """)).ShouldBe(1);
            var replay = await Verb.RunAsync(host, ["replay", "--expect", digest]);
            replay.ExitCode.ShouldBe(1, replay.Errors);
            replay.Errors.ShouldContain("Different: ");
            replay.Errors.ShouldContain(named);
        }
        finally
        {
            var restored = table == "ledger.mt_streams" // with a stream its events would go
                ? $"update {table} t set version = s.version from {saved} s where s.id = t.id"
                : $"delete from {table}; insert into {table} select * from {saved}";
            await Sql.DoAsync(host.OwnerConnection, $"{restored}; drop table {saved}");
        }

        (await StoredAsync()).ShouldBe(stored);
    }

    private async Task<string> StoredAsync()
    {
        using var api = host.As(Role.Auditor);
        return (await api.GetAsync("/api/v1/conclusions")).Text;
    }

    private async Task<string> DigestAsync()
    {
        if (undisturbed is null)
        {
            await DoublePledge.FileAsync(host, "340200");
            await host.ReadyAsync();
            await SealedForGoodAsync();
            var replay = await Verb.RunAsync(host, ["replay"]);
            replay.Json["firstDifference"].ShouldBeNull(replay.Output);
            undisturbed = replay.Json["digest"]!.GetValue<string>();
        }

        return undisturbed;
    }
}

using System.Text;
using RiskMonitor.Host.Ledger;
using RiskMonitor.Ledger;
using RiskMonitor.Verifier;

namespace RiskMonitor.Host.Tests.Ledger;

public sealed class TamperTests : IAsyncLifetime
{
    private TestLedger ledger = null!;

    public async Task InitializeAsync() => ledger = await TestLedger.CreateAsync();

    public async Task DisposeAsync() => await ledger.DisposeAsync();

    [Theory]
    [InlineData("""update ledger.mt_events set data = jsonb_set(data, '{rate}', '"7.0124"') where version = 8""")]
    [InlineData("""
        update ledger.mt_events set headers = jsonb_set(headers, '{time}', '"2020-01-01T00:00:00Z"') where version = 8
        """)]
    [InlineData("update ledger.mt_events set timestamp = timestamp - interval '1 day' where version = 8")]
    [InlineData("update ledger.mt_events set user_name = 'somebody-else' where version = 8")]
    [InlineData("update ledger.seal set sealed_at = sealed_at - interval '1 day' where position = 7")]
    public async Task Whoever_kept_a_checkpoint_is_told_which_event_was_touched(string tampering)
    {
        await ledger.FileAsync(TestLedger.Fixings("usd", 0, 20));
        await ledger.Checkpoints.PublishAsync(await ledger.SealAsync(), default);
        var kept = await File.ReadAllTextAsync(Path.Combine(ledger.Settings.CheckpointFolder, "latest.txt"));
        (await VerifyAsync(kept)).Outcome.ShouldBe(VerificationOutcome.Verified);

        await TestLedger.ExecuteAsync(ledger.Owner, $"""
            alter table ledger.mt_events disable trigger user;
            alter table ledger.seal disable trigger user;
            {tampering};
            """);

        var result = await VerifyAsync(kept);
        result.Outcome.ShouldBe(VerificationOutcome.LeafMismatch);
        result.Position.ShouldBe(7);
    }

    /// <summary>From what the database holds now, against a note that left it before.</summary>
    private async Task<VerificationResult> VerifyAsync(string kept)
    {
        using var leaves = new MemoryStream();
        foreach (var e in await ledger.ReadAsync())
        {
            leaves.Write(LeafForm.Of(e));
            leaves.WriteByte((byte)'\n');
        }

        leaves.Position = 0;
        var hashes = new StringBuilder("position,leaf_hash\n");
        await using var command = ledger.Owner.CreateCommand(
            "select position || ',' || encode(leaf_hash, 'hex') from ledger.seal order by position");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            hashes.Append(reader.GetString(0)).Append('\n');
        }

        return LedgerVerifier.Verify(new VerificationInput(
            leaves, kept, NoteKey.Parse(ledger.Key.VerifierKey), LeafHashes: new StringReader(hashes.ToString())));
    }
}

using System.Text;
using NodaTime;
using NodaTime.Text;
using Npgsql;
using RiskMonitor.Host.Cli;
using RiskMonitor.Host.Tests.Postgres;

namespace RiskMonitor.Host.Tests.Faults;

/// <summary>A person changes his mind in the middle of a long filing.</summary>
[Collection("faults")] // one after the other: each of them keeps a machine busy
public sealed class StopTests : IAsyncLifetime
{
    private const int Batch = 1_000;
    private const int Lines = 30_000;

    private FaultFolder folder = null!;

    private string Tape => Path.Combine(folder.Path, "fixings.ndjson");

    public Task InitializeAsync()
    {
        folder = FaultFolder.Make();
        return File.WriteAllTextAsync(Tape, Fixings());
    }

    public async Task DisposeAsync() => await folder.DisposeAsync();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_in_the_middle_of_an_ingest_leaves_whole_batches_and_a_server_that_was_stopped(
        string signal)
    {
        using var ingest = folder.Run("ingest", Tape, "--mode", "partial");
        while (!ingest.Errors.Contains("schema", StringComparison.Ordinal) || await CountAsync() < 2 * Batch)
        {
            ingest.HasExited.ShouldBeFalse(ingest.Errors);
            await Task.Delay(TimeSpan.FromMilliseconds(10), folder.Limit);
        }

        (await ingest.SignalAsync(signal, folder.Limit)).ShouldBe(ExitCode.Unavailable, ingest.Errors);
        folder.ServerIsStopped.ShouldBeTrue(ingest.Errors);
        (await File.ReadAllTextAsync(folder.ServerLog)).ShouldContain("database system is shut down");
        await using (await folder.AttachAsync())
        {
            var left = await CountAsync();
            left.ShouldBeLessThan(Lines, "the signal came too late to interrupt anything");
            (left % Batch).ShouldBe(0);
        }

        using var again = folder.Run("ingest", Tape, "--mode", "partial");
        (await again.ExitAsync(folder.Limit)).ShouldBe(ExitCode.Done, again.Errors);
        folder.ServerIsStopped.ShouldBeTrue(again.Errors);
        await using var later = await folder.AttachAsync();
        (await CountAsync()).ShouldBe(Lines);
    }

    private async Task<long> CountAsync()
    {
        try
        {
            return await Sql.OneAsync<long>(
                folder.Connection(), "select count(*) from ledger.mt_events where type = 'fx-fixed.v1'");
        }
        catch (PostgresException early) when (early.SqlState == PostgresErrorCodes.UndefinedTable
            || early.SqlState == PostgresErrorCodes.InvalidSchemaName)
        {
            return 0;
        }
    }

    private static string Fixings()
    {
        var lines = new StringBuilder();
        for (var index = 0; index < Lines; index++)
        {
            var time = InstantPattern.General.Format(Instant.FromUtc(2026, 1, 7, 0, 0) + Duration.FromSeconds(index));
            lines.Append($$$"""
                {"specversion":"1.0","id":"fixing-{{{index}}}","source":"urn:local:index","type":"fx-fixed.v1",
                "subject":"market/cfets-usd-cny","time":"{{{time}}}","evidence":"documented",
                "data":{"series":"cfets-usd-cny","base":"USD","quote":"CNY","rate":"7.0123"}}
                """.ReplaceLineEndings("")).Append('\n');
        }

        return lines.ToString();
    }
}

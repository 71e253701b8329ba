using NodaTime;
using Npgsql;
using RiskMonitor.Filing;
using RiskMonitor.Host.Api;
using RiskMonitor.Host.Filing;
using RiskMonitor.Host.Native;
using RiskMonitor.Utilization;

namespace RiskMonitor.Host.Telemetry;

/// <summary>Says what the table says: which files there are, and what use follows from all files of a day.</summary>
public sealed class UseReporter(NpgsqlDataSource source, FilingDesk desk)
{
    /// <returns>How many facts were new, and the days of which no use can be said.</returns>
    internal async Task<(int Facts, Sequence<string> Unmeasured)> ReportAsync(
        IReadOnlyCollection<PoolIntake> pools, FileName file, Declaration declaration, FilingRequest asked,
        CancellationToken ct)
    {
        var facts = new List<NativeFact>();
        var said = new List<(PoolId Pool, SaidBlock Block)>();
        var unmeasured = new List<string>();
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        foreach (var pool in pools)
        {
            await TelemetryRows.LockAsync(connection, $"use {file.Source} {pool.Pool}", ct); // in the order of pools
            facts.Add(UseFacts.Received(
                new TelemetryReceived(
                    pool.Pool, file.Format, file.Exporter, pool.From, pool.To, pool.Samples, pool.Devices.Count,
                    pool.Gaps(), file.Sha256),
                file.Declaration));
            foreach (var day in pool.Days())
            {
                var use = await DayAsync(connection, pool.Pool, file.Source, day, declaration, ct);
                unmeasured.AddRange(use.IsMeasured ? [] : [$"{pool.Pool} {day:uuuu-MM-dd}"]);
                var exporter = await TelemetryRows.ExportersAsync(connection, pool.Pool, file.Source, day, ct);
                var before = await TelemetryRows.SaidAsync(connection, pool.Pool, file.Source, day, ct);
                foreach (var (fact, block) in UseFacts.Of(pool.Pool, file.Source, exporter, use, before))
                {
                    facts.Add(fact);
                    said.Add((pool.Pool, block));
                }
            }
        }

        var outcome = await FileAsync(facts, file, asked, ct);
        foreach (var (pool, block) in said)
        {
            await TelemetryRows.SayAsync(connection, pool, file.Source, block, ct);
        }

        await transaction.CommitAsync(ct);
        return (outcome.Accepted, [.. unmeasured]);
    }

    private static async Task<DayOfUse> DayAsync(
        NpgsqlConnection connection, PoolId pool, string source, LocalDate day, Declaration declaration,
        CancellationToken ct)
    {
        var other = new DeviceGroup(pool, ["*"]); // hosts of earlier files that are not declared any more
        var use = new UseDay(
            day, host => Pattern.GroupOf(declaration, host) is { } group && group.Pool == pool ? group : other,
            declaration.Exporter?.ScrapeSeconds ?? ScrapeSeconds);
        await TelemetryRows.FillAsync(connection, pool, source, day, use, ct);
        return use.End();
    }

    private async Task<FilingOutcome> FileAsync(
        List<NativeFact> facts, FileName file, FilingRequest asked, CancellationToken ct)
    {
        var reader = new FilingReader(new FilingScope(file.Source, MayOversee: false));
        var lines = facts.Select((fact, index) => reader.Read(EventLine.Of(fact, file.Source), index + 1)).ToList();
        var outcome = await desk.FileAsync(
            lines.ToAsyncEnumerable(), () => file.Sha256, asked with { Mode = FilingMode.Atomic, DryRun = false }, ct);
        return outcome.Errors.Count == 0
            ? outcome
            : throw new ProblemException(
                "state-conflict",
                "The same file was taken in before and is now read otherwise (by another format, after days were "
                    + $"dropped, or with samples that were then in the future): {outcome.Errors[0]}");
    }

    private static int ScrapeSeconds => 60;
}

using NodaTime;
using NodaTime.Text;
using Npgsql;
using RiskMonitor.Host.Ledger;
using RiskMonitor.Host.Pipeline;

namespace RiskMonitor.Host.Api;

/// <summary>The two times of every answer: the day it is about, and the position up to which it knows.</summary>
/// <param name="ValidAt">End of this day.</param>
/// <param name="Position">Nothing after this position is known; −1 when nothing is.</param>
/// <param name="RecordedAt">Seal time of that position; absent when nothing is known.</param>
/// <param name="RootHash">Root of the first signed tree that holds the position, lower-case hexadecimal.</param>
/// <param name="TreeSize">Size of that tree.</param>
public sealed record AsOf(
    LocalDate ValidAt, long Position, Instant? RecordedAt, string? RootHash, long? TreeSize, string Engine);

/// <summary>Resolves <c>validAt</c> and <c>recordedAt</c>, as text from a request, to days and positions.</summary>
public sealed class AsOfResolver(
    NpgsqlDataSource source, SealedReader reader, PipelineState pipeline, LedgerIntegrity integrity)
{
    private const string Prefix = "pos:";

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    /// <exception cref="ProblemException">Not readable, or in the future.</exception>
    public async Task<AsOf> ResolveAsync(string? validAt, string? recordedAt, CancellationToken ct)
    {
        var position = await PositionAsync(recordedAt, ct);
        await using var connection = await source.OpenConnectionAsync(ct);
        var day = validAt is null
            ? await LastClosedAsync(connection, position, ct)
            : LocalDatePattern.Iso.Parse(validAt) is { Success: true } parsed ? parsed.Value
            : throw new ProblemException("malformed", $"validAt is a date as 2026-03-31, not '{Short(validAt)}'.");
        var sealedAt = await SealedAtAsync(connection, position, ct);
        var (size, root) = await RootAsync(connection, position, ct);
        return new AsOf(day, position, sealedAt, root, size, Surveillance.Lookout.EngineVersion);
    }

    /// <summary>A time of recording is resolved by seal time, so that yesterday's answer cannot change today.</summary>
    public async Task<long> PositionAsync(string? recordedAt, CancellationToken ct)
    {
        var reached = pipeline.Position - 1;
        if (recordedAt is null)
        {
            return reached;
        }

        if (recordedAt.StartsWith(Prefix, StringComparison.Ordinal))
        {
            var given = long.TryParse(recordedAt.AsSpan(Prefix.Length), out var position) && position >= 0
                ? position
                : throw new ProblemException("malformed", "recordedAt=pos:N names a position from 0 on.");
            return given <= reached
                ? given
                : throw new ProblemException("future-as-of", $"The views have come to position {reached}.");
        }

        if (OffsetDateTimePattern.Rfc3339.Parse(recordedAt) is not { Success: true } time)
        {
            throw new ProblemException(
                "malformed", $"recordedAt is a time as 2026-04-02T09:00:00Z, or pos:N, not '{Short(recordedAt)}'.");
        }

        try
        {
            var known = await reader.PositionAtAsync(time.Value.ToInstant(), ct) ?? -1;
            await pipeline.ReachedAsync(known + 1, ct);
            return known;
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new ProblemException("future-as-of", "recordedAt lies in the future.");
        }
    }

    private static string Short(string text) => text.Length <= 40 ? text : $"{text[..40]}…";

    private static async Task<LocalDate> LastClosedAsync(
        NpgsqlConnection connection, long position, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "select max(day) from views.closed_day where position <= $1", connection)
        {
            Parameters = { new() { Value = position } },
        };
        return await command.ExecuteScalarAsync(ct) is DateTime day
            ? LocalDate.FromDateTime(day)
            : throw new ProblemException("not-found", "No day is closed yet: say validAt.");
    }

    private static async Task<Instant?> SealedAtAsync(NpgsqlConnection connection, long position, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select sealed_at from ledger.seal where position = $1", connection)
        {
            Parameters = { new() { Value = position } },
        };
        return await command.ExecuteScalarAsync(ct) is DateTime time ? Instant.FromDateTimeUtc(time) : null;
    }

    /// <summary>
    /// What was sealed is signed for within a second. An answer that did not wait for it would change then.
    /// </summary>
    private async Task<(long? Size, string? Root)> RootAsync(
        NpgsqlConnection connection, long position, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "select size, root from ledger.checkpoint where size > $1 order by size limit 1", connection)
        {
            Parameters = { new() { Value = position } },
        };
        while (position >= 0)
        {
            await using (var row = await command.ExecuteReaderAsync(ct))
            {
                if (await row.ReadAsync(ct))
                {
                    return (row.GetInt64(0), Convert.ToHexStringLower(row.GetFieldValue<byte[]>(1)));
                }
            }

            integrity.Demand();
            await Task.Delay(Poll, ct);
        }

        return (null, null);
    }
}

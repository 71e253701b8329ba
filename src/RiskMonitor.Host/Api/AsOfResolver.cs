using NodaTime;
using NodaTime.Text;
using Npgsql;
using RiskMonitor.Host.Access;
using RiskMonitor.Host.Ledger;
using RiskMonitor.Host.Pipeline;

namespace RiskMonitor.Host.Api;

/// <summary>Resolves <c>validAt</c> and <c>recordedAt</c>, as text from a request, to days and positions.</summary>
public sealed class AsOfResolver(
    NpgsqlDataSource source, SealedReader reader, PipelineState pipeline, LedgerIntegrity integrity)
{
    private const string Prefix = "pos:";

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    /// <summary>For an answer about a day, over all that the caller sees.</summary>
    /// <exception cref="ProblemException">Not readable, or in the future.</exception>
    public async Task<AsOf> ResolveAsync(string? validAt, string? recordedAt, Caller caller, CancellationToken ct)
    {
        var day = DayOf(validAt);
        return await SignedAsync(day, await PositionAsync(recordedAt, ct), new AnswerScope(caller), ct);
    }

    /// <summary>The same, for an answer about one subject.</summary>
    /// <param name="asked">Null for the last closed day.</param>
    public async Task<AsOf> SignedAsync(LocalDate? asked, long position, AnswerScope scope, CancellationToken ct)
    {
        var asOf = await ListAsync(asked, position, scope, ct);
        _ = asOf.Day();
        await using var connection = await source.OpenConnectionAsync(ct);
        var (size, root) = await RootAsync(connection, position, ct);
        return asOf with { TreeSize = size, RootHash = root };
    }

    /// <summary>For a list of what is known at a position.</summary>
    public Task<AsOf> ListAsync(long position, Caller caller, CancellationToken ct) =>
        ListAsync(asked: null, position, new AnswerScope(caller), ct);

    /// <summary>For one thing as it is known at a position.</summary>
    public Task<AsOf> AtAsync(long position, AnswerScope scope, CancellationToken ct) =>
        ListAsync(asked: null, position, scope, ct);

    private async Task<AsOf> ListAsync(LocalDate? asked, long position, AnswerScope scope, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        var closed = scope.Closed(await ClosedAsync(connection, position, ct));
        var last = closed.Select(place => (LocalDate?)place.Last).Max();
        var day = asked is { } wanted && (last is null || wanted < last) ? wanted : last;
        var policies = day is { } judged
            ? scope.InForce(pipeline.Policies.Where(policy => policy.Adopted <= position), judged)
            : [];
        var items = day is { } valid ? await OpenItems.ReadAsync(connection, scope, valid, position, ct) : [];
        string[] reasons =
        [
            .. last is null ? ["No day is closed yet."]
                : asked > last ? [$"{Iso(asked.Value)} is not closed yet; {Iso(last.Value)} is the last day that is."]
                : Array.Empty<string>(),
            .. closed.Where(own => own.Last < day).Select(own => $"{own.Place} is closed to {Iso(own.Last)} only."),
            .. day is not null && policies.Count == 0 ? ["No policy was in force on that day."] : Array.Empty<string>(),
            .. items.Count == 0 ? Array.Empty<string>()
                : [FormattableString.Invariant($"{items.Count} findings about what was filed are open.")],
        ];
        return new AsOf(
            day, asked == day ? null : asked, position, await SealedAtAsync(connection, position, ct), null, null,
            Surveillance.Lookout.EngineVersion,
            [.. policies.Select(policy => $"{policy.Jurisdiction}@{policy.Stamp.Version}#{policy.Stamp.Hash[..12]}")],
            reasons.Length == 0, reasons,
            scope.Caller.OwnOnly ? [] : [.. items.Take(AsOf.MostItems)]);
    }

    /// <exception cref="ProblemException">It is no date.</exception>
    public static LocalDate? DayOf(string? validAt) => validAt is null ? null
        : LocalDatePattern.Iso.Parse(validAt) is { Success: true } parsed ? parsed.Value
        : throw new ProblemException("malformed", $"validAt is a date as 2026-03-31, not '{Short(validAt)}'.");

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

    private static string Iso(LocalDate day) => LocalDatePattern.Iso.Format(day);

    private static async Task<IReadOnlyDictionary<string, LocalDate>> ClosedAsync(
        NpgsqlConnection connection, long position, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "select jurisdiction, max(day) from views.closed_day where position <= $1 group by jurisdiction",
            connection)
        {
            Parameters = { new() { Value = position } },
        };
        await using var row = await command.ExecuteReaderAsync(ct);
        var closed = new SortedDictionary<string, LocalDate>(StringComparer.Ordinal);
        while (await row.ReadAsync(ct))
        {
            closed.Add(row.GetString(0), LocalDate.FromDateOnly(row.GetFieldValue<DateOnly>(1)));
        }

        return closed;
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

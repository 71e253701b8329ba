using System.Globalization;
using NodaTime;
using Npgsql;
using RiskMonitor.Host.Ledger;
using RiskMonitor.Ledger;
using RiskMonitor.Policy;
using RiskMonitor.Surveillance.Digests;

namespace RiskMonitor.Host.Replays;

/// <summary>
/// The log itself, held against the hashes that were sealed with it and the checkpoints that were signed over them: a
/// line for each record that is not what was sealed. Such a line stands before every conclusion.
/// </summary>
public sealed class StoredLedger(NpgsqlDataSource source, StoredTallies tallies, StoredCheckpoints checkpoints)
{
    /// <summary>Every seal with its event: what is gone from either table leaves a gap or an empty half.</summary>
    private const string Sealed = $"""
        select {EventRows.Columns}, s.position, s.sealed_at, s.leaf_hash from ledger.seal s
        left join lateral (select * from ledger.mt_events e where e.seq_id = s.seq_id offset 0) e on true
        where s.position <= $1 order by s.position
        """;

    private const string Closed = "select position, jurisdiction, day from views.closed_day where position <= $1";

    private static readonly string DayClosed = EventCatalogue.NameOf(typeof(ReportingDayClosed));

    /// <param name="to">Last position that is looked at.</param>
    public async Task AddAlteredAsync(Digest digest, long to, CancellationToken ct)
    {
        var roots = await checkpoints.RootsAsync(digest, to, ct);
        var closed = await ClosedAsync(to, ct);
        var tree = new MerkleFrontier();
        await using var command = source.CreateCommand(Sealed);
        command.Parameters.Add(new() { Value = to });
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var position = row.GetInt64(11);
            if (position != tree.Size)
            {
                break;
            }

            var sealedAs = Sha256Digest.Of(row.GetFieldValue<byte[]>(13));
            tree.Append(sealedAs);
            if (roots.Remove(tree.Size, out var root) && root != tree.Root)
            {
                digest.Add(Altered(position, $"checkpoint of size {tree.Size}"));
            }

            if (row.IsDBNull(0))
            {
                digest.Add(Altered(position, "the event that was sealed here, which is gone,"));
                continue;
            }

            var e = EventRows.Read(row, position, Instant.FromDateTimeUtc(row.GetDateTime(12)));
            if (HashOf(e) is not { } hash || hash != sealedAs)
            {
                digest.Add(Altered(position, $"{e.Stream} version {e.Version}"));
            }

            if (closed.Remove(position, out var day) != (e.Type == DayClosed) || (day is not null && day != DayOf(e)))
            {
                digest.Add(Altered(position, $"{e.Stream}, the closed day"));
            }
        }

        if (tree.Size <= to)
        {
            digest.Add(Altered(tree.Size, "its seal, which is gone,")); // the tree ends before it
        }

        await tallies.AddAlteredAsync(digest, tree, to, ct);
    }

    /// <summary>Null where the record has no canonical form any more.</summary>
    private static Sha256Digest? HashOf(SealedEvent e)
    {
        try
        {
            return LeafForm.Hash(LeafForm.Of(e));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private async Task<Dictionary<long, string>> ClosedAsync(long to, CancellationToken ct)
    {
        var closed = new Dictionary<long, string>();
        await using var command = source.CreateCommand(Closed);
        command.Parameters.Add(new() { Value = to });
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var day = LocalDate.FromDateOnly(row.GetFieldValue<DateOnly>(2));
            closed.Add(row.GetInt64(0), Day(row.GetString(1), day));
        }

        return closed;
    }

    private static string? DayOf(SealedEvent e) =>
        System.Text.Json.JsonSerializer.Deserialize<ReportingDayClosed>(e.Data.Span, Wire.Json.Options) is { } day
            ? Day(day.Jurisdiction.Value, day.Date)
            : null;

    private static string Day(string place, LocalDate day) =>
        string.Create(CultureInfo.InvariantCulture, $"{place} {day:uuuu-MM-dd}");

    /// <summary>Padded, so that the first of them in the log is the first in the order of keys.</summary>
    internal static DigestLine Altered(long position, string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"@{position:D12} {what}"), "altered");
}

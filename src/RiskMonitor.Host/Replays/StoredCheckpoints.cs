using System.Diagnostics;
using Npgsql;
using RiskMonitor.Host.Ledger;
using RiskMonitor.Ledger;
using RiskMonitor.Surveillance.Digests;

namespace RiskMonitor.Host.Replays;

/// <summary>
/// The checkpoints that are kept, each held against its signature, and against those that were given away.
/// </summary>
/// <remarks>
/// A checkpoint that is gone from the database and from the folder leaves no trace, except for the newest: what is
/// sealed is covered by one. So the folder is better on another machine, and whoever has an older note still holds it.
/// </remarks>
public sealed class StoredCheckpoints(NpgsqlDataSource source, LedgerSettings settings, SigningKey key)
{
    private const string Signed = "select size, root, note from ledger.checkpoint where size <= $1 order by size";

    private const string Newest = "select coalesce(max(size), 0) from ledger.checkpoint";

    /// <summary>A checkpoint follows what is sealed within a second; a busy machine may take longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Of every checkpoint by its size. A line is added for each that is not what was signed.</summary>
    /// <param name="to">Last position that is looked at.</param>
    public async Task<Dictionary<long, Sha256Digest>> RootsAsync(Digest digest, long to, CancellationToken ct)
    {
        if (!await IsCoveredAsync(to, ct))
        {
            digest.Add(StoredLedger.Altered(Math.Max(to, 0), "the checkpoint over it, which is gone,"));
        }

        var roots = new Dictionary<long, Sha256Digest>();
        await using (var command = source.CreateCommand(Signed))
        {
            command.Parameters.Add(new() { Value = to + 1 });
            await using var row = await command.ExecuteReaderAsync(ct);
            while (await row.ReadAsync(ct))
            {
                var (size, root) = (row.GetInt64(0), Sha256Digest.Of(row.GetFieldValue<byte[]>(1)));
                roots.Add(size, root);
                if (Read(row.GetString(2)) is not { } note || note.Size != size || note.Root != root)
                {
                    digest.Add(StoredLedger.Altered(size - 1, $"checkpoint of size {size}, its note"));
                }
            }
        }

        foreach (var file in Given())
        {
            if (Read(await File.ReadAllTextAsync(file, ct)) is not { } note)
            {
                digest.Add(StoredLedger.Altered(0, $"the file {Path.GetFileName(file)} beside the ledger"));
            }
            else if (note.Size <= to + 1 && (!roots.TryGetValue(note.Size, out var root) || root != note.Root))
            {
                digest.Add(StoredLedger.Altered(note.Size - 1, $"checkpoint of size {note.Size} as it was given away"));
            }
        }

        return roots;
    }

    private async Task<bool> IsCoveredAsync(long to, CancellationToken ct)
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            await using var command = source.CreateCommand(Newest);
            if ((long)(await command.ExecuteScalarAsync(ct))! > to)
            {
                return true;
            }

            if (Stopwatch.GetElapsedTime(since) > Patience)
            {
                return false;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), ct);
        }
    }

    private IEnumerable<string> Given() => Directory.Exists(settings.CheckpointFolder)
        ? Directory.EnumerateFiles(settings.CheckpointFolder, "*.txt").Order(StringComparer.Ordinal)
        : [];

    /// <summary>Null where it is no checkpoint, or not signed by the ledger's key.</summary>
    private Checkpoint? Read(string note)
    {
        try
        {
            var signed = SignedNote.Parse(note);
            return key.HasSigned(signed) ? Checkpoint.Parse(signed.Text) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}

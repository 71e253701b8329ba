using System.Diagnostics;
using System.Text;
using Npgsql;
using RiskMonitor.Ledger;

namespace RiskMonitor.Host.Ledger;

/// <summary>
/// Signs what the ledger has grown to, keeps the note, and drops it into a folder outside the database: a tree that
/// only its keeper has seen can be rebuilt by its keeper.
/// </summary>
public sealed class Checkpoints(NpgsqlDataSource source, LedgerSettings settings, SigningKey key, TimeProvider clock)
{
    /// <summary>With the sealer's own pace this makes at least one each second in which something was sealed.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    private const string Insert = """
        insert into ledger.checkpoint (size, root, note, at) values ($1, $2, $3, $4) on conflict do nothing
        """;

    private const string Newest = "select note from ledger.checkpoint order by size desc limit 1";

    private long published = -1;

    private long last;

    /// <summary>The newest signed checkpoint; null before the first.</summary>
    public async Task<string?> LatestAsync(CancellationToken ct = default)
    {
        await using var command = source.CreateCommand(Newest);
        return (string?)await command.ExecuteScalarAsync(ct);
    }

    /// <summary>The first signed checkpoint that covers a position; null while there is none.</summary>
    public async Task<string?> CoveringAsync(long position, CancellationToken ct = default)
    {
        await using var command = source.CreateCommand(
            "select note from ledger.checkpoint where size > $1 order by size limit 1");
        command.Parameters.Add(new() { Value = position });
        return (string?)await command.ExecuteScalarAsync(ct);
    }

    /// <summary>Does nothing where nothing has grown, or too soon after the one before.</summary>
    internal async Task PublishAsync(long size, CancellationToken ct)
    {
        if (size == 0 || size == published || (published >= 0 && Stopwatch.GetElapsedTime(last) < Pace))
            return;

        await using var connection = await source.OpenConnectionAsync(ct);
        var state = await TreeState.LookAsync(connection, ct);
        var root = MerkleFrontier.Of(state.Size, state.Frontier).Root;
        var note = key.Sign(new Checkpoint(settings.Origin, state.Size, root));
        await using var insert = new NpgsqlCommand(Insert, connection)
        {
            Parameters =
            {
                new() { Value = state.Size },
                new() { Value = root.ToArray() },
                new() { Value = note },
                new() { Value = clock.GetUtcNow().UtcDateTime },
            },
        };
        await insert.ExecuteNonQueryAsync(ct);
        await DropAsync(state.Size, note, ct);
        (published, last) = (state.Size, Stopwatch.GetTimestamp());
    }

    private async Task DropAsync(long size, string note, CancellationToken ct)
    {
        Directory.CreateDirectory(settings.CheckpointFolder);
        foreach (var name in new[] { $"checkpoint-{size}.txt", "latest.txt" })
        {
            var path = Path.Combine(settings.CheckpointFolder, name);
            await File.WriteAllTextAsync($"{path}.unfinished", note, new UTF8Encoding(false), ct);
            File.Move($"{path}.unfinished", path, overwrite: true);
        }
    }
}

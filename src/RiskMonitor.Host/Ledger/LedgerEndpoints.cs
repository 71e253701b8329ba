using System.Text.Json;
using RiskMonitor.Host.Access;
using RiskMonitor.Ledger;
using RiskMonitor.Wire;

namespace RiskMonitor.Host.Ledger;

/// <summary>The log as anybody may recompute it: the exact bytes of the leaves, and what was signed over them.</summary>
public static class LedgerEndpoints
{
    private const string Lines = "application/x-ndjson";

    private static readonly ReadOnlyMemory<byte> LineFeed = "\n"u8.ToArray();

    /// <summary>Here and nowhere else stands who may call what.</summary>
    public static IEndpointRouteBuilder MapLedger(this IEndpointRouteBuilder routes)
    {
        var log = routes.MapGroup("/api/v1");
        log.MapGet("/events", EventsAsync).RequireAuthorization(Grant.ReadEvents);
        log.MapGet("/log/checkpoint", CheckpointAsync).RequireAuthorization(Grant.Anyone);
        log.MapGet("/log/key", (SigningKey key) => Results.Text($"{key.VerifierKey}\n"))
            .RequireAuthorization(Grant.Anyone);
        return routes;
    }

    /// <summary>
    /// First a line that says which part of which tree this is, then one leaf a line: SHA-256 over a zero byte and
    /// the line is the hash in the tree (RFC 6962).
    /// </summary>
    /// <param name="from">First position; 0 without.</param>
    /// <param name="to">Last position; the last sealed one without.</param>
    private static async Task<IResult> EventsAsync(
        long? from, long? to, SealedReader reader, Checkpoints checkpoints, CancellationToken ct)
    {
        if (from < 0 || to < (from ?? 0))
            return Refused("from and to are positions from 0, and to is not before from.");

        var size = await reader.SizeAsync(ct);
        var first = from ?? 0;
        var last = Math.Min(to ?? (size - 1), size - 1);
        if (first > size)
            return Refused($"The log has {size} events; the last position is {size - 1}.");

        var note = await checkpoints.LatestAsync(ct);
        return Results.Stream(
            async body =>
            {
                await body.WriteAsync(Header(first, last, size, note), ct);
                await body.WriteAsync(LineFeed, ct);
                await foreach (var e in reader.ReadAsync(first, last, ct))
                {
                    await body.WriteAsync(LeafForm.Of(e), ct);
                    await body.WriteAsync(LineFeed, ct);
                }
            },
            Lines);
    }

    private static async Task<IResult> CheckpointAsync(Checkpoints checkpoints, CancellationToken ct) =>
        await checkpoints.LatestAsync(ct) is { } note
            ? Results.Text(note, "text/plain; charset=utf-8")
            : Results.NotFound();

    private static byte[] Header(long from, long to, long size, string? note)
    {
        var signed = note is null ? null : Checkpoint.Parse(SignedNote.Parse(note).Text);
        return JsonSerializer.SerializeToUtf8Bytes(
            new EventsHeader(
                from, to, size,
                signed is null ? null : new(signed.Size, Convert.ToHexStringLower(signed.Root.ToArray()), note!)),
            Json.Options);
    }

    private static IResult Refused(string detail) =>
        Results.Problem(Problems.From(Refusal.Validation(detail)));
}

/// <summary>What a stream of leaves begins with.</summary>
/// <param name="From">First position.</param>
/// <param name="To">Last position; below <paramref name="From"/> where there is none.</param>
/// <param name="Size">How many events were sealed when the answer began.</param>
/// <param name="Checkpoint">The newest that is signed; absent before the first.</param>
public sealed record EventsHeader(long From, long To, long Size, SignedSize? Checkpoint);

/// <param name="Root">Lower-case hexadecimal.</param>
/// <param name="Note">The signed note whole.</param>
public sealed record SignedSize(long Size, string Root, string Note);

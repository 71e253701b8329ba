using System.Globalization;
using RiskMonitor.Host.Access;
using RiskMonitor.Host.Api;
using RiskMonitor.Ledger;

namespace RiskMonitor.Host.Ledger;

/// <summary>
/// The log as anybody may recompute it: the exact bytes of the leaves, and what was signed over them.
/// </summary>
public static class LedgerEndpoints
{
    private const string Lines = "application/x-ndjson";

    private static readonly ReadOnlyMemory<byte> LineFeed = "\n"u8.ToArray();

    /// <summary>Here and nowhere else stands who may call what.</summary>
    public static IEndpointRouteBuilder MapLedger(this IEndpointRouteBuilder routes)
    {
        var log = routes.MapGroup("/api/v1");
        log.MapGet("/events", EventsAsync).RequireAuthorization(Grant.ReadEvents)
            .WithMetadata(new ParametersAttribute("from", "to"));
        log.MapGet("/log/checkpoint", CheckpointAsync).RequireAuthorization(Grant.Anyone);
        log.MapGet("/log/key", (SigningKey key) => Results.Text($"{key.VerifierKey}\n"))
            .RequireAuthorization(Grant.Anyone);
        return routes;
    }

    /// <summary>
    /// One leaf a line, and nothing else: SHA-256 over a zero byte and the line is the hash in the tree (RFC 6962).
    /// Which part of which tree it is stands in the headers of the response.
    /// </summary>
    /// <param name="from">First position; 0 without.</param>
    /// <param name="to">Last position; the last sealed one without.</param>
    [Parameters("from", "to")]
    private static async Task<IResult> EventsAsync(
        long? from,
        long? to,
        SealedReader reader,
        Checkpoints checkpoints,
        HttpResponse response,
        CancellationToken ct)
    {
        if (from < 0 || to < (from ?? 0))
            return Refused("from and to are positions from 0, and to is not before from.");

        var size = await reader.SizeAsync(ct);
        var first = from ?? 0;
        var last = Math.Min(to ?? (size - 1), size - 1);
        if (first > size)
            return Refused($"The log has {size} events; the last position is {size - 1}.");

        Describe(response.Headers, first, last, size, await checkpoints.LatestAsync(ct));
        return Results.Stream(
            async body =>
            {
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

    /// <param name="last">Below the first where there is none.</param>
    private static void Describe(IHeaderDictionary headers, long first, long last, long size, string? note)
    {
        headers["RiskMonitor-Positions"] = string.Create(CultureInfo.InvariantCulture, $"{first}-{last}/{size}");
        if (note is null)
            return;

        var signed = Checkpoint.Parse(SignedNote.Parse(note).Text);
        headers["RiskMonitor-Checkpoint-Size"] = signed.Size.ToString(CultureInfo.InvariantCulture);
        headers["RiskMonitor-Checkpoint-Root"] = signed.Root.ToString();
    }

    private static IResult Refused(string detail) =>
        Results.Problem(Problems.From(Refusal.Validation(detail)));
}

using System.Security.Cryptography;
using Microsoft.AspNetCore.Authorization;
using NodaTime.Text;
using RiskMonitor.Filing;
using RiskMonitor.Host.Access;
using RiskMonitor.Host.Api;
using RiskMonitor.Policy;
using Wolverine.Http;

namespace RiskMonitor.Host.Filing;

/// <summary>Where reporters send what they have to report.</summary>
public static class FilingEndpoint
{
    [WolverinePost("/api/v1/filings")]
    [Authorize(Grant.File)]
    [Parameters("name", "mode", "dryRun", "covers")]
    public static async Task<IResult> Post(
        string? name, string? mode, string? dryRun, string? covers, HttpRequest request,
        [NotBody] Caller caller, FilingDesk desk,
        CancellationToken ct)
    {
        var asked = Asked(name, mode, dryRun, covers, caller);
        var outcome = NativeForm.Is(request)
            ? await NativeForm.FileAsync(request, asked, desk, ct)
            : await LinesAsync(request, asked, caller.MayOversee, desk, ct);
        var refused = outcome is { Mode: FilingMode.Atomic, DryRun: false } && outcome.Errors.Count > 0;
        return Results.Json(
            outcome, Wire.Json.Options,
            statusCode: refused ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    /// <exception cref="ProblemException">A parameter cannot be read, or the caller has no source.</exception>
    internal static FilingRequest Asked(string? name, string? mode, string? dryRun, string? covers, Caller caller)
    {
        var source = caller.Source
            ?? throw new ProblemException("forbidden", "The token names no source: nothing can be filed with it.");
        return new FilingRequest(
            Name(name), Mode(mode), DryRun(dryRun), covers is null ? null : Covers(covers), source,
            caller.Subject.Value);
    }

    private static async Task<FilingOutcome> LinesAsync(
        HttpRequest request, FilingRequest asked, bool mayOversee, FilingDesk desk, CancellationToken ct)
    {
        var form = FormOf(request.ContentType);
        var reader = new FilingReader(new FilingScope(asked.Source, mayOversee));
        using var sha = SHA256.Create();
        await using var counted = new CryptoStream(request.Body, sha, CryptoStreamMode.Read);
        await using var body = FilingBody.Open(counted, IsGzip(request), FilingSize.HttpBody);
        try
        {
            var lines = FilingBody.ReadAsync(body, form, FilingSize.HttpBody, ct);
            return await desk.FileAsync(lines, reader, () => Convert.ToHexStringLower(sha.Hash!), asked, ct);
        }
        catch (FilingRefusedException refusal)
        {
            throw Refused(refusal);
        }
    }

    internal static ProblemException Refused(FilingRefusedException refusal)
    {
        var slug = refusal.Rule == FilingRules.PackingBroken ? "malformed" : "payload-too-large";
        return new ProblemException(slug, $"{refusal.Rule.Id}: {refusal.Rule.Text}");
    }

    [WolverineGet("/api/v1/filings/{id}")]
    [Authorize(Grant.File)]
    [Parameters()]
    public static async Task<IResult> Get(string id, Caller caller, Receipts receipts, CancellationToken ct) =>
        caller.Source is { } source && await receipts.FindAsync(source, id, ct) is { } receipt
            ? Results.Json(receipt, Wire.Json.Options)
            : throw new ProblemException("not-found", $"Your source has no filing {id}.");

    private static FilingForm FormOf(string? contentType) => contentType?.Split(';')[0].Trim() switch
    {
        "application/x-ndjson" => FilingForm.Ndjson,
        "application/cloudevents-batch+json" => FilingForm.Batch,
        var other => throw new ProblemException(
            "unsupported-media",
            $"Send application/x-ndjson, application/cloudevents-batch+json or multipart/form-data with a native file, "
                + $"not '{other ?? "nothing"}'."),
    };

    private static bool IsGzip(HttpRequest request) => request.Headers.ContentEncoding.ToString() switch
    {
        "" or "identity" => false,
        "gzip" => true,
        var other => throw new ProblemException("unsupported-media", $"Content-Encoding is gzip, not '{other}'."),
    };

    private static string Name(string? name) => name is null ? "unnamed"
        : name.Length is >= 1 and <= 200 && !name.Any(char.IsControl) ? name
        : throw new ProblemException("malformed", "name is 1 to 200 characters, none of them a control character.");

    private static FilingMode Mode(string? mode) => mode switch
    {
        null or "atomic" => FilingMode.Atomic,
        "partial" => FilingMode.Partial,
        _ => throw new ProblemException("malformed", "mode is atomic or partial."),
    };

    private static bool DryRun(string? dryRun) => dryRun switch
    {
        null or "false" => false,
        "true" => true,
        _ => throw new ProblemException("malformed", "dryRun is true or false."),
    };

    /// <summary><c>payment:2025-03-01..2025-03-31</c></summary>
    private static CoveredPeriod Covers(string covers)
    {
        var parts = covers.Split(':', 2);
        var days = parts.Length == 2 ? parts[1].Split("..", 2) : [];
        return days.Length == 2
            && Enum.GetValues<ReportedKind>().FirstOrDefault(kind => Word(kind) == parts[0]) is var kind
            && Word(kind) == parts[0]
            && LocalDatePattern.Iso.Parse(days[0]) is { Success: true } from
            && LocalDatePattern.Iso.Parse(days[1]) is { Success: true } to && from.Value <= to.Value
                ? new CoveredPeriod(kind, from.Value, to.Value)
                : throw new ProblemException("malformed", "covers reads as payment:2025-03-01..2025-03-31.");
    }

    private static string Word(ReportedKind kind) =>
        System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());
}

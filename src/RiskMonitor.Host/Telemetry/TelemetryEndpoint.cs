using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;
using RiskMonitor.Host.Access;
using RiskMonitor.Host.Api;
using RiskMonitor.Host.Filing;
using Wolverine.Http;

namespace RiskMonitor.Host.Telemetry;

/// <summary>Where files of samples are sent, of any size.</summary>
public static class TelemetryEndpoint
{
    /// <summary>Each upload holds connections to the database while its body comes.</summary>
    private static readonly SemaphoreSlim Turns = new(MostAtOnce);

    private const int MostAtOnce = 16;

    [WolverinePost("/api/v1/telemetry")]
    [Authorize(Grant.File)]
    [Parameters("name", "mode", "dryRun")]
    public static async Task<IResult> Post(
        string? name, string? mode, string? dryRun, HttpRequest request, [NotBody] Caller caller, TelemetryDesk desk,
        CancellationToken ct)
    {
        var asked = FilingEndpoint.Asked(name, mode, dryRun, covers: null, caller);
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null; // it is not kept in memory
        }

        var form = await NativeForm.ReadAsync(request, ct);
        if (!await Turns.WaitAsync(TimeSpan.Zero, ct))
        {
            throw new ProblemException("busy", $"{MostAtOnce} files of samples are being taken in.");
        }

        TelemetryOutcome outcome;
        try
        {
            outcome = await FileAsync(form, desk, asked, ct);
        }
        finally
        {
            Turns.Release();
        }

        var refused = outcome is { DryRun: false, Accepted: 0, Duplicate: 0, Rejected: > 0 };
        return Results.Json(
            outcome, Wire.Json.Options,
            statusCode: refused ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    private static async Task<TelemetryOutcome> FileAsync(
        NativeForm.Parts form, TelemetryDesk desk, FilingRequest asked, CancellationToken ct)
    {
        var format = NativeForm.OfDevices(form.ContentType);
        try
        {
            return await desk.FileAsync(format, form.File, form.Declaration, form.DeclarationSha256, asked, ct);
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException)
        {
            throw new ProblemException("malformed", "The form ends before its file does.");
        }
    }
}

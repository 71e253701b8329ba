using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using RiskMonitor.Host.Api;
using RiskMonitor.Host.Native;

namespace RiskMonitor.Host.Filing;

/// <summary>
/// A native file over HTTP: <c>multipart/form-data</c> with the parts <c>declaration</c>, if any, and <c>file</c>,
/// whose content type <c>application/vnd.riskmonitor.NAME</c> names the format.
/// </summary>
internal static class NativeForm
{
    public static readonly string MediaType = "application/vnd.riskmonitor.";
    private const int LongestDeclaration = 1024 * 1024;
    private const int LongestBoundary = 100;

    public static bool Is(HttpRequest request) =>
        request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>What the parts say; of the file only the beginning of its stream.</summary>
    public sealed record Parts(
        Declaration Declaration, string DeclarationSha256, string? ContentType, Stream File);

    /// <exception cref="ProblemException">The parts are not what they should be.</exception>
    public static async Task<Parts> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (!Is(request))
        {
            throw new ProblemException(
                "unsupported-media",
                $"Send multipart/form-data with the file, not '{request.ContentType ?? "nothing"}'.");
        }

        var parts = new MultipartReader(Boundary(request), request.Body);
        var (declaration, sha256) = (Declaration.None, FilingDesk.Sha256([]));
        var part = await NextAsync(parts, ct);
        if (NameOf(part) == "declaration")
        {
            (declaration, sha256) = await DeclarationAsync(part!, ct);
            part = await NextAsync(parts, ct);
        }

        return part is not null && NameOf(part) == "file"
            ? new Parts(declaration, sha256, part.ContentType, new LastPart(part.Body, parts))
            : throw new ProblemException(
                "malformed", "The parts are declaration, which may be left out, and then file.");
    }

    public static async Task<FilingOutcome> FileAsync(
        HttpRequest request, FilingRequest asked, FilingDesk desk, CancellationToken ct)
    {
        var form = await ReadAsync(request, ct);
        var filing = new NativeFiling(FormatOf(form.ContentType), form.Declaration, asked.Source);
        var whole = await WholeAsync(form.File, FilingSize.HttpBody, ct);
        return await desk.FileAsync(
            filing.Read(new MemoryStream(whole)).ToAsyncEnumerable(), () => FilingDesk.Sha256(whole), asked, ct);
    }

    /// <summary>A part, bounded by its size.</summary>
    private static async Task<byte[]> WholeAsync(Stream part, FilingSize size, CancellationToken ct)
    {
        using var whole = new MemoryStream();
        await using var body = FilingBody.Open(part, isGzip: false, size);
        try
        {
            await body.CopyToAsync(whole, ct);
            return whole.ToArray();
        }
        catch (FilingRefusedException) when (size.Bytes == LongestDeclaration)
        {
            throw new ProblemException("payload-too-large", "A declaration has at most 1 MiB.");
        }
        catch (FilingRefusedException refusal)
        {
            throw FilingEndpoint.Refused(refusal);
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException)
        {
            throw new ProblemException("malformed", "The form ends before its parts do.");
        }
    }

    private static string Boundary(HttpRequest request)
    {
        var boundary = MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            ? HeaderUtilities.RemoveQuotes(type.Boundary).Value
            : null;
        return boundary is { Length: > 0 and <= LongestBoundary }
            ? boundary
            : throw new ProblemException("malformed", "multipart/form-data names its boundary, 1 to 100 characters.");
    }

    internal static async Task<MultipartSection?> NextAsync(MultipartReader parts, CancellationToken ct)
    {
        try
        {
            return await parts.ReadNextSectionAsync(ct);
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException)
        {
            throw new ProblemException("malformed", "The parts of the form cannot be told apart.");
        }
    }

    private static string? NameOf(MultipartSection? part) =>
        ContentDispositionHeaderValue.TryParse(part?.ContentDisposition, out var disposition)
            ? HeaderUtilities.RemoveQuotes(disposition.Name).Value
            : null;

    private static async Task<(Declaration Read, string Sha256)> DeclarationAsync(
        MultipartSection part, CancellationToken ct)
    {
        var bytes = await WholeAsync(part.Body, new FilingSize(LongestDeclaration, null), ct);
        try
        {
            return (Declaration.Read(bytes), FilingDesk.Sha256(bytes));
        }
        catch (FormatException broken)
        {
            throw new ProblemException("malformed", broken.Message);
        }
    }

    /// <summary>The name of the format; null where the type is none of ours.</summary>
    private static string? Named(string? contentType) =>
        contentType?.StartsWith(MediaType, StringComparison.Ordinal) != true ? null
        : contentType.Split(';', 2) is [_, var parameters]
            ? throw new ProblemException(
                "unsupported-media", $"The file's content type takes no parameters, not '{parameters.Trim()}'.")
            : contentType[MediaType.Length..];

    public static ITelemetryFormat OfDevices(string? contentType) =>
        Named(contentType) is { } name && NativeFormats.OfDevices(name) is { } format
            ? format
            : throw new ProblemException(
                "unsupported-media",
                $"The file's content type is {MediaType} and one of "
                    + $"{string.Join(", ", NativeFormats.Telemetry.Select(known => known.Name))}.");

    private static INativeFormat FormatOf(string? contentType) =>
        Named(contentType) is { } name && NativeFormats.Document(name) is { } format
            ? format
            : throw new ProblemException(
                "unsupported-media",
                $"The file's content type is {MediaType} and one of "
                    + $"{string.Join(", ", NativeFormats.Documents.Select(known => known.Name))}; "
                    + "samples of devices go to /api/v1/telemetry.");
}

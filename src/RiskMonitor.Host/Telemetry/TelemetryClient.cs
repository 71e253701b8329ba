using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using RiskMonitor.Host.Cli;
using RiskMonitor.Host.Filing;

namespace RiskMonitor.Host.Telemetry;

/// <summary>Sends a file of samples to the server as it is read from the disk.</summary>
internal static class TelemetryClient
{
    /// <param name="declaration">JSON, as it stands in its file; null for none.</param>
    public static async Task<JsonNode> SendAsync(
        ServerSession session, string file, string format, byte[]? declaration, FilingClient.Options options,
        CancellationToken ct)
    {
        await using var bytes = Open(file);
        using var form = new MultipartFormDataContent();
        if (declaration is not null)
        {
            form.Add(Part(new ByteArrayContent(declaration), "application/json"), "declaration");
        }

        form.Add(Part(new StreamContent(bytes), NativeForm.MediaType + format), "file", "file");
        var path = "/api/v1/telemetry" + Query.Of(
            ("name", options.Name), ("mode", options.Mode == FilingMode.Atomic ? "atomic" : "partial"),
            ("dryRun", options.DryRun ? "true" : null));
        return await session.PostAsync(path, form, ct);
    }

    private static HttpContent Part(HttpContent content, string media)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue(media);
        return content;
    }

    private static Stream Open(string file)
    {
        try
        {
            var raw = file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
            return file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
                ? new GZipStream(raw, CompressionMode.Decompress)
                : raw;
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCode.BadInput, $"{file}: {broken.Message}", broken);
        }
    }
}

using System.Text.Json;

namespace RiskMonitor.Host.Api;

/// <summary>
/// Reads a small JSON body by the house dialect; what is wrong with it is a problem document of ours.
/// </summary>
/// <remarks>What the framework reads itself it answers in its own words, and may write into the log.</remarks>
public static class RequestBody
{
    private const int MostBytes = 1024 * 1024;

    /// <param name="form">How the body should read, for whoever got it wrong.</param>
    /// <exception cref="ProblemException">It does not.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request, string form, CancellationToken ct)
        where T : class => await ReadAsync<T>(request, form, MostBytes, ct);

    /// <inheritdoc cref="ReadAsync{T}(HttpRequest, string, CancellationToken)"/>
    public static async Task<T> ReadAsync<T>(HttpRequest request, string form, int mostBytes, CancellationToken ct)
        where T : class
    {
        if (request.ContentLength > mostBytes)
        {
            throw new ProblemException("payload-too-large", $"The body has at most {mostBytes} bytes.");
        }

        try
        {
            return await JsonSerializer.DeserializeAsync<T>(request.Body, Wire.Json.Options, ct) is { } read
                ? read
                : throw new JsonException();
        }
        catch (JsonException broken)
        {
            throw new ProblemException("malformed", $"The body reads as {form}; it does not at {broken.Path ?? "$"}.");
        }
    }
}

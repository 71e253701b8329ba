using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace RiskMonitor.Host.Tests.Http;

/// <summary>One client of the API.</summary>
/// <param name="token">Null: it does not say who it is.</param>
internal sealed class ApiClient(Uri address, string? token) : IDisposable
{
    private readonly HttpClient http = new()
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromMinutes(5),
        DefaultRequestHeaders =
        {
            Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token),
        },
    };

    public Task<Answer> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>What must be there.</summary>
    public async Task<JsonNode> ReadAsync(string path)
    {
        var answer = await GetAsync(path);
        answer.Status.ShouldBe(HttpStatusCode.OK, $"{path}: {answer.Text}");
        return answer.Json;
    }

    /// <param name="ifMatch">Null: the header is not sent.</param>
    public Task<Answer> PostAsync(string path, string json, string? ifMatch)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return SendAsync(request);
    }

    public Task<Answer> FileAsync(string lines, string query = "") =>
        FileAsync(Encoding.UTF8.GetBytes(lines), query);

    public Task<Answer> FileAsync(
        byte[] body, string query = "", string media = "application/x-ndjson", string? encoding = null)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(media);
        if (encoding is not null)
            content.Headers.ContentEncoding.Add(encoding);
        return SendAsync(new HttpRequestMessage(HttpMethod.Post, $"/api/v1/filings{query}") { Content = content });
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await http.SendAsync(request);
            return new Answer(
                response.StatusCode,
                await response.Content.ReadAsStringAsync(),
                response.Content.Headers.ContentType?.MediaType,
                response.Headers.ETag?.Tag);
        }
    }

    public void Dispose() => http.Dispose();
}

/// <summary>What the API said.</summary>
internal sealed record Answer(HttpStatusCode Status, string Text, string? Media, string? ETag)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    /// <summary>Checks that it is a problem document of this kind and status (RFC 9457).</summary>
    public void ShouldBeProblem(HttpStatusCode status, string slug)
    {
        Status.ShouldBe(status, Text);
        Media.ShouldBe("application/problem+json", Text);
        Json["type"]!.GetValue<string>().ShouldBe($"/problems/{slug}");
        Json["status"]!.GetValue<int>().ShouldBe((int)status);
    }
}

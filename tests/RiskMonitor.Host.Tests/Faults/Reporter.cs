using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using RiskMonitor.Host.Cli;
using RiskMonitor.Host.Filing;

namespace RiskMonitor.Host.Tests.Faults;

/// <summary>Files over HTTP as the command does, and knows what was acknowledged.</summary>
internal sealed class Reporter(FaultFolder folder) : IDisposable
{
    /// <summary>How long a host, or the server below it, may take to come back.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly HttpClient http = new() { Timeout = TimeSpan.FromMinutes(3) };

    /// <summary>(source, id) of every fact of which the host said that it has it.</summary>
    public List<string> Acknowledged { get; } = [];

    /// <summary>How often nothing, or a failure of the server, came back.</summary>
    public int Unanswered { get; private set; }

    /// <summary>How often what was sent again turned out to be there already, wholly.</summary>
    public int HeldAlready { get; private set; }

    /// <summary>Once; false where it is not known whether it was taken.</summary>
    public async Task<bool> TryAsync(ServedHost host, Parcel parcel, CancellationToken ct)
    {
        try
        {
            var query = Query.Of(
                ("name", parcel.Name), ("mode", parcel.Mode == FilingMode.Atomic ? "atomic" : "partial"));
            var token = ServerSession.Token(folder.Settings, IngestVerb.Reporter(parcel.Source, parcel.Oversees));
            using var request = Request(host, HttpMethod.Post, $"/api/v1/filings{query}", token);
            request.Content = new ByteArrayContent(parcel.Body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
            using var answer = await http.SendAsync(request, ct);
            var text = await answer.Content.ReadAsStringAsync(ct);
            if ((int)answer.StatusCode >= 500)
            {
                Unanswered++;
                return false;
            }

            answer.IsSuccessStatusCode.ShouldBeTrue($"{parcel.Name}: {text}");
            Took(parcel, JsonNode.Parse(text)!);
            return true;
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException
            || (lost is OperationCanceledException && !ct.IsCancellationRequested))
        {
            Unanswered++;
            return false;
        }
    }

    /// <summary>Again and again, which is safe.</summary>
    public async Task FileAsync(ServedHost host, Parcel parcel, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        while (!await TryAsync(host, parcel, patience.Token))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), patience.Token);
        }
    }

    /// <summary>Until all that was filed is sealed and in the views.</summary>
    public async Task ReadyAsync(ServedHost host, CancellationToken ct)
    {
        var said = "";
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        while (true)
        {
            try
            {
                using var request = Request(host, HttpMethod.Get, "/readyz", Reading);
                using var answer = await http.SendAsync(request, patience.Token);
                said = await answer.Content.ReadAsStringAsync(patience.Token);
                if (answer.IsSuccessStatusCode && JsonNode.Parse(said)!["behind"]!.GetValue<long>() == 0)
                    return;

                await Task.Delay(TimeSpan.FromMilliseconds(100), patience.Token);
            }
            catch (HttpRequestException lost)
            {
                said = lost.Message;
            }
            catch (OperationCanceledException over)
            {
                throw new InvalidOperationException($"It is not ready: {said}\n{host.Errors}", over);
            }
        }
    }

    public async Task<string> GetAsync(ServedHost host, string path, CancellationToken ct)
    {
        using var request = Request(host, HttpMethod.Get, path, Reading);
        using var answer = await http.SendAsync(request, ct);
        answer.IsSuccessStatusCode.ShouldBeTrue(path);
        return await answer.Content.ReadAsStringAsync(ct);
    }

    public async Task<HttpStatusCode> StatusAsync(ServedHost host, string path, CancellationToken ct)
    {
        using var request = Request(host, HttpMethod.Get, path, Reading);
        using var answer = await http.SendAsync(request, ct);
        return answer.StatusCode;
    }

    public void Dispose() => http.Dispose();

    private string Reading => ServerSession.Token(folder.Settings, ServerSession.Reading());

    private static HttpRequestMessage Request(ServedHost host, HttpMethod method, string path, string token) =>
        new(method, new Uri(host.Address, path))
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        };

    private void Took(Parcel parcel, JsonNode outcome)
    {
        var (accepted, duplicate) = (outcome["accepted"]!.GetValue<int>(), outcome["duplicate"]!.GetValue<int>());
        (accepted + duplicate).ShouldBe(parcel.Lines.Count, outcome.ToJsonString());
        HeldAlready += accepted == 0 ? 1 : 0;
        Acknowledged.AddRange(parcel.Facts);
    }
}

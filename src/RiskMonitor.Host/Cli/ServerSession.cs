using System.CommandLine;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using RiskMonitor.Host.Access;
using RiskMonitor.Host.Serving;

namespace RiskMonitor.Host.Cli;

/// <summary>
/// A verb's line to a server: the one named, the one on the data folder, or one started for this command.
/// </summary>
public sealed class ServerSession : IAsyncDisposable
{
    private static readonly TimeSpan TokenLife = TimeSpan.FromMinutes(59);

    /// <summary>A person is told every ten seconds or so what a verb waits for.</summary>
    private const int AskedBeforeTelling = 100;

    /// <summary>A server may be starting, with a whole ledger to read.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly RunningHost? own;
    private readonly HttpClient http;

    private ServerSession(RunningHost? own, HttpClient http) => (this.own, this.http) = (own, http);

    /// <summary>The client, with the token to act with.</summary>
    public HttpClient Http => http;

    /// <param name="needed">What a development token is made for where none is given.</param>
    public static async Task<ServerSession> OpenAsync(ParseResult parsed, TokenRequest needed, CancellationToken ct)
    {
        var settings = parsed.Settings();
        var (own, address) = await FindAsync(parsed.GetValue(CommonOptions.Server), settings, ct);
        var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(10) };
        var session = new ServerSession(own, http);
        session.Authorize(parsed.GetValue(CommonOptions.As) ?? Token(settings, needed));
        return session;
    }

    /// <summary>To a server that is known to answer; the token is given later.</summary>
    public static ServerSession To(Uri address, HostSettings settings)
    {
        var session = new ServerSession(
            null, new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(10) });
        session.Authorize(Token(settings, Reading()));
        return session;
    }

    /// <summary>From here on acts with another token.</summary>
    public void Authorize(string token) =>
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

    public static string Token(HostSettings settings, TokenRequest needed) => DevelopmentIssuer.In(settings.KeyFolder)
        .Issue(needed, TimeProvider.System.GetUtcNow(), TokenLife);

    /// <summary>What everybody who only looks needs: all of it.</summary>
    public static TokenRequest Reading(string subject = "developer") =>
        new(subject, [Role.Regulator, Role.Auditor], ["*"], Entity: null, Source: null);

    /// <exception cref="CommandFailedException">The server refused; its words are the message.</exception>
    public async Task<JsonNode> GetAsync(string path, CancellationToken ct)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), ct);
        return await ReadAsync(answer, ct);
    }

    /// <summary>An answer in another form than JSON.</summary>
    public async Task<string> GetTextAsync(string path, string mediaType, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Accept.ParseAdd(mediaType);
        using var answer = await http.SendAsync(request, ct);
        if (!answer.IsSuccessStatusCode)
        {
            await ReadAsync(answer, ct);
        }

        return await answer.Content.ReadAsStringAsync(ct);
    }

    /// <summary>A long answer, as it comes.</summary>
    public async Task<Stream> StreamAsync(string path, CancellationToken ct)
    {
        var answer = await http.GetAsync(
            new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, ct);
        if (!answer.IsSuccessStatusCode)
        {
            await ReadAsync(answer, ct);
        }

        return await answer.Content.ReadAsStreamAsync(ct);
    }

    public async Task<JsonNode> PostAsync(string path, HttpContent content, CancellationToken ct)
    {
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), content, ct);
        return await ReadAsync(answer, ct);
    }

    /// <summary>Does something to what has this version; the server refuses where it has another by now.</summary>
    /// <exception cref="CommandFailedException">The server refused; its words are the message.</exception>
    public async Task CommandAsync(string path, HttpContent body, int version, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = body };
        request.Headers.TryAddWithoutValidation("If-Match", Api.ETag.Of(version));
        using var answer = await http.SendAsync(request, ct);
        await ReadAsync(answer, ct);
    }

    /// <summary>
    /// Waits until what was filed up to now is sealed and in the views. Whether the server is healthy besides is not
    /// asked: what there is of a ledger that is halted can still be read.
    /// </summary>
    /// <returns>The last position that the views know.</returns>
    public async Task<long> ReadyAsync(CancellationToken ct)
    {
        for (var asked = 1; ; asked++)
        {
            using var answer = await http.GetAsync(new Uri("/readyz", UriKind.Relative), ct);
            var said = await answer.Content.ReadAsStringAsync(ct);
            var state = said.StartsWith('{') ? JsonNode.Parse(said) : null;
            if (state?["behind"]?.GetValue<long>() == 0)
            {
                return state["position"]!.GetValue<long>();
            }

            if (asked % AskedBeforeTelling == 0)
            {
                await Console.Error.WriteLineAsync($"waiting: {WaitsFor(state, answer)}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await (own?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private static string WaitsFor(JsonNode? state, HttpResponseMessage answer) =>
        state?["checks"] is JsonObject checks
            ? string.Join(' ', checks.Select(check => check.Value).OfType<JsonNode>().Select(Screen.Plain))
            : $"the server answers {(int)answer.StatusCode} at /readyz";

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        var text = await answer.Content.ReadAsStringAsync(ct);
        if (answer.IsSuccessStatusCode || answer.StatusCode == System.Net.HttpStatusCode.UnprocessableEntity
            && answer.Content.Headers.ContentType?.MediaType == "application/json")
        {
            return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
        }

        var words = text.Length > 0 && text[0] == '{' && JsonNode.Parse(text) is { } problem
            ? $"{problem["title"]} {problem["detail"]}".Trim()
            : $"The server answered {(int)answer.StatusCode}.";
        throw new CommandFailedException(
            (int)answer.StatusCode >= 500 ? ExitCode.Unavailable : ExitCode.BadInput, words);
    }

    private static async Task<(RunningHost? Own, Uri Address)> FindAsync(
        string? server, HostSettings settings, CancellationToken ct)
    {
        if (server is not null)
        {
            return (null, new Uri(server));
        }

        if (await HolderAsync(settings, ct) is { } running)
        {
            return (null, running);
        }

        var own = await RunningHost.StartAsync(settings, announce: false, new ErrorLines(), ct);
        return (own, own.Address);
    }

    /// <summary>
    /// The server that holds the data folder, once it answers; null where none does. A second one beside it would wait
    /// for its turn for ever.
    /// </summary>
    private static async Task<Uri?> HolderAsync(HostSettings settings, CancellationToken ct)
    {
        var until = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (ServedFolder.IsHeld(settings.DataFolder))
        {
            if (ServerNote.Read(settings.DataFolder) is { } note && await AnswersAsync(note.Address, ct))
            {
                return note.Address;
            }

            if (Environment.TickCount64 > until)
            {
                throw new CommandFailedException(
                    ExitCode.Unavailable, $"The server of {settings.DataFolder} does not answer.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), ct); // it is starting or stopping
        }

        return null;
    }

    private static async Task<bool> AnswersAsync(Uri address, CancellationToken ct)
    {
        try
        {
            using var probe = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(10) };
            using var answer = await probe.GetAsync(new Uri("/healthz", UriKind.Relative), ct);
            return true;
        }
        catch (Exception gone) when (gone is HttpRequestException
            || (gone is TaskCanceledException && !ct.IsCancellationRequested))
        {
            return false;
        }
    }
}

/// <summary>Progress for a person, on standard error, in the order in which it is reported.</summary>
public sealed class ErrorLines : IProgress<string>
{
    public void Report(string value) => Console.Error.WriteLine(value);
}

using System.IO.Compression;
using System.Net;
using System.Text;
using RiskMonitor.Host.Access;
using RiskMonitor.Host.Tests.Http;

namespace RiskMonitor.Host.Tests.Filing;

[Collection(SharedProvince.Name)]
public sealed class BodyLimitTests(ProvinceFixture host)
{
    private const int MiB = 1024 * 1024;

    private readonly string source = $"urn:local:test-{Guid.NewGuid():N}";

    [Fact]
    public async Task A_packed_filing_is_unpacked()
    {
        using var api = host.As(Role.Reporter, source: source);
        var lines = string.Concat(Lines.Fixings(source, "packed", 50).Select(line => $"{line}\n"));

        var answer = await api.FileAsync(Packed(Encoding.UTF8.GetBytes(lines)), encoding: "gzip");

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        answer.Json["accepted"]!.GetValue<int>().ShouldBe(50);
    }

    [Theory]
    [InlineData("?mode=atomic")]
    [InlineData("?mode=partial")]
    public async Task A_body_that_grows_without_end_is_not_unpacked(string query)
    {
        using var api = host.As(Role.Reporter, source: source);
        var body = Packed(Encoding.UTF8.GetBytes(Lines.Fixing(source, "a") + new string('\n', 8 * MiB)));
        body.Length.ShouldBeLessThan(64 * 1024);

        Refused(await api.FileAsync(body, query, encoding: "gzip"), "SYN-024");
    }

    [Fact]
    public async Task What_is_no_gzip_or_not_the_whole_of_it_is_refused()
    {
        using var api = host.As(Role.Reporter, source: source);
        var plain = Encoding.UTF8.GetBytes(Lines.Fixing(source, "a"));

        foreach (var body in new[] { plain, Packed(plain)[..^9], Packed(plain)[..^1] })
        {
            var answer = await api.FileAsync(body, encoding: "gzip");
            answer.ShouldBeProblem(HttpStatusCode.BadRequest, "malformed");
            answer.Json["detail"]!.GetValue<string>().ShouldStartWith("SYN-025");
        }
    }

    [Fact]
    public async Task More_than_200_000_lines_are_sent_in_pieces()
    {
        using var api = host.As(Role.Reporter, source: source);
        var lines = Encoding.UTF8.GetBytes(new StringBuilder().Insert(0, "{}\n", 200_001).ToString());

        Refused(await api.FileAsync(lines, "?mode=partial"), "SYN-027");
        (await api.FileAsync(lines[..^3], "?mode=partial&dryRun=true")).Json["rejected"]!.GetValue<int>()
            .ShouldBe(200_000);
    }

    [Theory]
    [InlineData(64 * MiB + 1)]
    [InlineData(70 * MiB)]
    public async Task A_body_over_64_MiB_is_refused(int bytes)
    {
        using var api = host.As(Role.Reporter, source: source);
        var line = Encoding.UTF8.GetBytes($"{new string('x', 60_000)}\n");
        var body = new byte[bytes];
        for (var at = 0; at < bytes; at += line.Length)
        {
            line.AsSpan(0, Math.Min(line.Length, bytes - at)).CopyTo(body.AsSpan(at));
        }

        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/filings?mode=partial")
        {
            Content = new ByteArrayContent(body),
            Headers = { ExpectContinue = true }, // so that the refusal is heard before all is sent
        };
        request.Content.Headers.ContentType = new("application/x-ndjson");

        (await api.SendAsync(request)).ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "payload-too-large");
    }

    [Theory]
    [InlineData("text/csv", null)]
    [InlineData("application/json", null)]
    [InlineData("application/x-ndjson", "br")]
    public async Task A_body_of_another_kind_is_refused(string media, string? encoding)
    {
        using var api = host.As(Role.Reporter, source: source);

        (await api.FileAsync(Encoding.UTF8.GetBytes(Lines.Fixing(source, "a")), media: media, encoding: encoding))
            .ShouldBeProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media");
    }

    private static void Refused(Answer answer, string rule)
    {
        answer.ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "payload-too-large");
        answer.Json["detail"]!.GetValue<string>().ShouldStartWith(rule);
    }

    private static byte[] Packed(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            gzip.Write(plain);
        }

        return packed.ToArray();
    }
}

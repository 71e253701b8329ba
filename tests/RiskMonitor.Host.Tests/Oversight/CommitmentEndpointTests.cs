using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using RiskMonitor.Host.Api;
using RiskMonitor.Host.Oversight;

namespace RiskMonitor.Host.Tests.Oversight;

public sealed class CommitmentEndpointTests : IDisposable
{
    private readonly HostSettings settings =
        new(Path.Combine(Path.GetTempPath(), $"riskmonitor-commit-{Guid.NewGuid():N}"), Connection: null);

    public void Dispose()
    {
        if (Directory.Exists(settings.DataFolder))
        {
            Directory.Delete(settings.DataFolder, recursive: true);
        }
    }

    [Fact]
    public async Task Serials_come_back_as_commitments_and_the_answer_is_not_kept_on_the_way()
    {
        var key = SerialKeys.In(settings.KeyFolder).Make(Instant.FromUtc(2026, 1, 1, 0, 0), Duration.Zero);

        var (answer, cache) = await PostAsync("sn-1", "sn-2");

        cache.ShouldBe("no-store");
        answer.ToJsonString().ShouldBe(
            $$"""{"keys":["{{key.Id}}"],"made":[["{{key.Commit("SN-1")}}"],["{{key.Commit("SN-2")}}"]]}""");
    }

    [Fact]
    public async Task Without_a_key_nothing_is_committed() =>
        (await Should.ThrowAsync<ProblemException>(() => PostAsync("sn-1"))).Slug.ShouldBe("state-conflict");

    [Fact]
    public async Task A_blank_serial_is_refused_by_its_line()
    {
        SerialKeys.In(settings.KeyFolder).Make(Instant.FromUtc(2026, 1, 1, 0, 0), Duration.Zero);

        var refused = await Should.ThrowAsync<ProblemException>(() => PostAsync("sn-1", ""));

        refused.Slug.ShouldBe("validation");
        refused.Message.ShouldStartWith("line 2: ");
    }

    [Fact]
    public async Task Too_many_at_once_are_refused() =>
        (await Should.ThrowAsync<ProblemException>(() => PostAsync(new string[CommitmentEndpoint.Most + 1])))
            .Slug.ShouldBe("payload-too-large");

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[\"sn-1\"]")]
    [InlineData("{\"serials\":\"sn-1\"}")]
    [InlineData("{\"serials\":[1]}")]
    [InlineData("{\"serials\":[],\"key\":\"mine\"}")]
    [InlineData("{}")]
    public async Task A_body_of_another_form_is_refused_and_not_shown(string body)
    {
        var refused = await Should.ThrowAsync<ProblemException>(() => PostBodyAsync(Encoding.UTF8.GetBytes(body)));

        refused.Slug.ShouldBe("malformed");
        refused.Message.ShouldNotContain("sn-1");
    }

    private Task<(JsonNode Answer, string Cache)> PostAsync(params string[] serials) =>
        PostBodyAsync(JsonSerializer.SerializeToUtf8Bytes(new { serials }));

    private async Task<(JsonNode Answer, string Cache)> PostBodyAsync(byte[] json)
    {
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        using var answer = new MemoryStream();
        using var body = new MemoryStream(json);
        var context = new DefaultHttpContext
        {
            RequestServices = services, Request = { Body = body }, Response = { Body = answer },
        };
        var result = await CommitmentEndpoint.Post(context.Request, settings, TimeProvider.System, default);
        await result.ExecuteAsync(context);
        return (JsonNode.Parse(answer.ToArray())!, context.Response.Headers.CacheControl.ToString());
    }
}

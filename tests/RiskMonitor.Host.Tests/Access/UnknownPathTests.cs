using System.Net;
using RiskMonitor.Host.Access;
using RiskMonitor.Host.Tests.Http;

namespace RiskMonitor.Host.Tests.Access;

[Collection(SharedProvince.Name)]
public sealed class UnknownPathTests(ProvinceFixture host)
{
    public static TheoryData<string?> Callers() => [null, .. Role.All];

    [Theory]
    [MemberData(nameof(Callers))]
    public async Task What_is_not_there_is_not_found_whoever_asks(string? role)
    {
        using var api = role is null ? host.With(null) : host.As(role);
        foreach (var path in new[] { "/", "/api", "/api/v1/alert", "/api/v2/alerts", "/api/v1/alerts/a/b/c?x=1" })
        {
            (await api.GetAsync(path)).ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
        }
    }

    [Theory]
    [MemberData(nameof(Callers))]
    public async Task A_path_that_is_there_does_not_answer_every_method(string? role)
    {
        using var api = role is null ? host.With(null) : host.As(role);
        foreach (var (method, path) in new[]
        {
            ("DELETE", "/api/v1/alerts"), ("GET", "/api/v1/filings"), ("PUT", "/api/v1/reports/exposure"),
            ("POST", "/api/v1/log/key"),
        })
        {
            (await api.SendAsync(new HttpRequestMessage(new HttpMethod(method), path)))
                .ShouldBeProblem(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
        }
    }
}

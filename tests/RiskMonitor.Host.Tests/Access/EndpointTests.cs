using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using RiskMonitor.Host.Access;
using RiskMonitor.Host.Tests.Http;

namespace RiskMonitor.Host.Tests.Access;

[Collection(SharedProvince.Name)]
public sealed class EndpointTests(ProvinceFixture host)
{
    /// <summary>Who may do what, written down a second time and by hand.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        [Grant.File] = [Role.Reporter, Role.Supervisor],
        [Grant.Oversee] = [Role.Supervisor],
        [Grant.ReadAlerts] = [Role.Regulator, Role.Platform, Role.Auditor, Role.Supervisor],
        [Grant.WorkAlerts] = [Role.Regulator],
        [Grant.ReadReports] = [Role.Regulator, Role.Platform, Role.Auditor, Role.Supervisor],
        [Grant.ReadEvents] = [Role.Auditor, Role.Supervisor],
        [Grant.ReadFindings] = [Role.Regulator, Role.Auditor, Role.Supervisor],
        [Grant.CommitSerials] = [Role.Supervisor],
    };

    private static readonly string[] Public = ["/api/v1/log/checkpoint", "/api/v1/log/key", "/healthz", "/readyz"];

    private List<RouteEndpoint> Endpoints =>
        [.. ((IEndpointRouteBuilder)host.App).DataSources.SelectMany(routes => routes.Endpoints).Cast<RouteEndpoint>()];

    [Fact]
    public void Every_endpoint_names_one_grant()
    {
        Endpoints.Count.ShouldBeGreaterThan(15);
        foreach (var endpoint in Endpoints)
        {
            var policy = Policies(endpoint).ShouldHaveSingleItem($"policies of {endpoint.DisplayName}");
            (policy == Grant.Anyone || Grant.Roles.ContainsKey(policy ?? "")).ShouldBeTrue(
                $"{endpoint.DisplayName} names '{policy}', which is no grant");
            endpoint.Metadata.GetMetadata<IAllowAnonymous>().ShouldBeNull($"{endpoint.DisplayName}");
        }
    }

    [Fact]
    public void Nothing_is_open_to_anyone_but_health_and_what_is_signed() =>
        Endpoints.Where(endpoint => Policies(endpoint).Contains(Grant.Anyone))
            .Select(endpoint => $"/{endpoint.RoutePattern.RawText!.TrimStart('/')}")
            .Order(StringComparer.Ordinal).ShouldBe(Public);

    [Fact]
    public void The_grants_are_those_that_were_agreed() =>
        Grant.Roles.Select(grant => $"{grant.Key}: {string.Join(' ', grant.Value.Order(StringComparer.Ordinal))}")
            .Order(StringComparer.Ordinal)
            .ShouldBe(Allowed
                .Select(grant => $"{grant.Key}: {string.Join(' ', grant.Value.Order(StringComparer.Ordinal))}")
                .Order(StringComparer.Ordinal));

    /// <summary>Whoever is let in is told that the parameter is not known; nothing is done.</summary>
    [Fact]
    public async Task Every_role_enters_where_it_may_and_nowhere_else()
    {
        foreach (var role in Role.All)
        {
            using var api = host.As(role, source: "urn:local:test-matrix", entity: "nobody");
            foreach (var endpoint in Endpoints)
            {
                var (policy, method, path) = Describe(endpoint);
                using var request = new HttpRequestMessage(new HttpMethod(method), $"{path}?unheard-of=1");
                var answer = await api.SendAsync(request);
                if (policy == Grant.Anyone || Allowed[policy].Contains(role))
                    answer.ShouldBeProblem(HttpStatusCode.BadRequest, "unknown-parameter");
                else
                    answer.ShouldBeProblem(HttpStatusCode.Forbidden, "forbidden");
            }
        }
    }

    [Fact]
    public async Task Nobody_enters_without_a_token()
    {
        using var api = host.With(null);
        foreach (var endpoint in Endpoints)
        {
            var (policy, method, path) = Describe(endpoint);
            var answer = await api.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
            if (policy == Grant.Anyone)
                answer.Status.ShouldBe(HttpStatusCode.OK, path);
            else
                answer.ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        }
    }

    [Theory]
    [InlineData("/api/v1/alerts?severty=high")]
    [InlineData("/api/v1/incidents?State=open")]
    [InlineData("/api/v1/reports/exposure?by=lender&recordedat=pos:1")]
    [InlineData("/api/v1/events?start=3")]
    [InlineData("/api/v1/findings?limit=1")]
    [InlineData("/api/v1/log/key?x=1")]
    public async Task A_parameter_that_is_not_known_is_refused(string path)
    {
        using var api = host.As(Role.Auditor);

        (await api.GetAsync(path)).ShouldBeProblem(HttpStatusCode.BadRequest, "unknown-parameter");
    }

    [Theory]
    [InlineData("/api/v1/alerts?rule=a&rule=b")]
    [InlineData("/api/v1/alerts?limit=0")]
    [InlineData("/api/v1/alerts?limit=many")]
    [InlineData("/api/v1/alerts?severity=terrible")]
    [InlineData("/api/v1/alerts?recordedAt=yesterday")]
    [InlineData("/api/v1/alerts?recordedAt=pos:-1")]
    [InlineData("/api/v1/incidents?state=half")]
    [InlineData("/api/v1/reports/exposure")]
    [InlineData("/api/v1/reports/exposure?by=colour")]
    [InlineData("/api/v1/reports/exposure?by=lender&format=pdf&validAt=2025-12-31")]
    [InlineData("/api/v1/reports/exposure?by=lender&validAt=31.12.2025")]
    [InlineData("/api/v1/events?from=first")]
    public async Task What_cannot_be_read_is_refused_in_a_problem_document(string path)
    {
        using var api = host.As(Role.Auditor);

        (await api.GetAsync(path)).ShouldBeProblem(HttpStatusCode.BadRequest, "malformed");
    }

    private static (string Policy, string Method, string Path) Describe(RouteEndpoint endpoint)
    {
        var method = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods[0] ?? "GET";
        var path = System.Text.RegularExpressions.Regex.Replace(endpoint.RoutePattern.RawText!, "{[^}]*}", "nothing");
        return (Policies(endpoint).Single()!, method, $"/{path.TrimStart('/')}");
    }

    private static List<string?> Policies(RouteEndpoint endpoint) =>
        [.. endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(data => data.Policy)];
}

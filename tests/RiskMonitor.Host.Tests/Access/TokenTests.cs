using System.IdentityModel.Tokens.Jwt;
using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.IdentityModel.Tokens;
using RiskMonitor.Host.Access;
using RiskMonitor.Host.Cli;
using RiskMonitor.Host.Tests.Http;

namespace RiskMonitor.Host.Tests.Access;

[Collection(SharedProvince.Name)]
public sealed class TokenTests(ProvinceFixture host)
{
    private static readonly string Alerts = "/api/v1/alerts";

    private SigningCredentials Own => new(host.Issuer.Key, SecurityAlgorithms.EcdsaSha256);

    [Fact]
    public async Task A_token_of_this_issuer_for_this_audience_that_lasts_is_taken()
    {
        using var api = host.With(Token(Own));

        (await api.GetAsync(Alerts)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_token_that_is_wrong_in_one_way_is_no_token()
    {
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var publicKey = ((ECDsaSecurityKey)host.Issuer.Key).ECDsa.ExportSubjectPublicKeyInfo();
        var refused = new Dictionary<string, string>
        {
            ["another issuer"] = Token(Own, issuer: "https://elsewhere.invalid"),
            ["another audience"] = Token(Own, audience: "payroll"),
            ["expired"] = Token(Own, from: -120, to: -2),
            ["not yet valid"] = Token(Own, from: 10, to: 60),
            ["signed by nobody"] = Token(null),
            ["signed by a stranger"] = Token(
                new SigningCredentials(new ECDsaSecurityKey(stranger), SecurityAlgorithms.EcdsaSha256)),
            ["signed with the public key as a secret"] = Token(
                new SigningCredentials(new SymmetricSecurityKey(publicKey), SecurityAlgorithms.HmacSha256)),
            ["altered"] = Altered(Token(Own)),
            ["no token at all"] = "nonsense",
        };
        foreach (var (why, token) in refused)
        {
            using var api = host.With(token);
            var answer = await api.GetAsync(Alerts);
            answer.Status.ShouldBe(HttpStatusCode.Unauthorized, why);
            answer.ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        }
    }

    [Fact]
    public async Task A_token_for_nobody_or_for_no_place_that_can_be_read_may_do_nothing()
    {
        foreach (var claims in new Claim[][]
        {
            [new(Caller.RolesClaim, Role.Auditor), new(Caller.JurisdictionsClaim, "*")],
            [new("sub", "ada"), new(Caller.RolesClaim, Role.Auditor), new(Caller.JurisdictionsClaim, "Anhui")],
            [new("sub", "ada"), new(Caller.RolesClaim, "emperor"), new(Caller.JurisdictionsClaim, "*")],
        })
        {
            using var api = host.With(Token(Own, claims: claims));
            (await api.GetAsync(Alerts)).ShouldBeProblem(HttpStatusCode.Forbidden, "forbidden");
        }
    }

    [Fact]
    public void Production_refuses_the_development_key()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        var folder = Path.Combine(Path.GetTempPath(), $"riskmonitor-keys-{Guid.NewGuid():N}");

        var refusal = Should.Throw<CommandFailedException>(() => builder.AddAccess(folder));

        refusal.Message.ShouldContain("Access__Authority");
        Directory.Exists(folder).ShouldBeFalse("no key is made where none may be used");
    }

    /// <param name="from">Minutes from now.</param>
    /// <param name="to">Minutes from now.</param>
    private static string Token(
        SigningCredentials? key, string? issuer = null, string? audience = null, int from = -1, int to = 30,
        Claim[]? claims = null)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        claims ??=
            [new("sub", "ada"), new(Caller.RolesClaim, Role.Auditor), new(Caller.JurisdictionsClaim, "*")];
        return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(
            issuer ?? DevelopmentIssuer.Name, audience ?? DevelopmentIssuer.Audience, claims, now.AddMinutes(from),
            now.AddMinutes(to), key));
    }

    /// <summary>Another role in the same token.</summary>
    private static string Altered(string token)
    {
        var parts = token.Split('.');
        var body = Base64UrlEncoder.Decode(parts[1]).Replace(Role.Auditor, Role.Supervisor, StringComparison.Ordinal);
        return $"{parts[0]}.{Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes(body))}.{parts[2]}";
    }
}

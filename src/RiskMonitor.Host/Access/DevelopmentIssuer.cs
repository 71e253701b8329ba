using System.IdentityModel.Tokens.Jwt;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace RiskMonitor.Host.Access;

/// <summary>
/// Signs tokens with a key made at first start, so that a stranger can try every role. Refused in Production.
/// </summary>
public sealed class DevelopmentIssuer
{
    public static readonly string Name = "https://riskmonitor.invalid/development";
    public static readonly string Audience = "riskmonitor";

    private readonly ECDsaSecurityKey key;

    private DevelopmentIssuer(ECDsa key, string id) => this.key = new ECDsaSecurityKey(key) { KeyId = id };

    public SecurityKey Key => key;

    /// <summary>The key in this folder; made there, readable by its owner only, when there is none.</summary>
    public static DevelopmentIssuer In(string folder)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "development-key.pem");
        if (!File.Exists(file))
        {
            using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            OwnerOnlyFile.Create(file, made.ExportPkcs8PrivateKeyPem());
        }

        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(file));
        var id = Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))[..16];
        return new DevelopmentIssuer(key, id);
    }

    /// <param name="lifetime">At most an hour, as for every token.</param>
    public string Issue(TokenRequest request, DateTimeOffset now, TimeSpan lifetime)
    {
        var claims = new List<Claim> { new("sub", request.Subject) };
        claims.AddRange(request.Roles.Select(role => new Claim(Caller.RolesClaim, role)));
        claims.AddRange(request.Jurisdictions.Select(place => new Claim(Caller.JurisdictionsClaim, place)));
        if (request.Entity is { } entity)
        {
            claims.Add(new Claim(Caller.EntityClaim, entity));
        }

        if (request.Source is { } source)
        {
            claims.Add(new Claim(Caller.SourceClaim, source));
        }

        var token = new JwtSecurityToken(
            Name, Audience, claims, now.UtcDateTime, (now + lifetime).UtcDateTime,
            new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256));
        return new JwtSecurityTokenHandler().WriteToken(token);
    }
}

/// <summary>For whom a token is made.</summary>
public sealed record TokenRequest(
    string Subject, IReadOnlyList<string> Roles, IReadOnlyList<string> Jurisdictions, string? Entity, string? Source);

using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;
using RiskMonitor.Host.Cli;

namespace RiskMonitor.Host.Access;

public static class AccessModule
{
    private static readonly string[] Algorithms =
        [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSha256];

    /// <summary>Bearer tokens: of the configured authority, or of the development issuer, never of both.</summary>
    /// <exception cref="CommandFailedException">Production without an authority of its own.</exception>
    public static void AddAccess(this WebApplicationBuilder builder, string keyFolder)
    {
        var authority = builder.Configuration["Access:Authority"];
        if (authority is null && builder.Environment.IsProduction())
        {
            throw new CommandFailedException(
                ExitCode.Unavailable,
                "In Production the development key is refused: set Access__Authority to your issuer of tokens.");
        }

        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(bearer =>
        {
            bearer.MapInboundClaims = false; // claims keep the names that the token gives them
            bearer.TokenValidationParameters = new TokenValidationParameters
            {
                ValidAudience = DevelopmentIssuer.Audience,
                ValidAlgorithms = Algorithms,
                RequireExpirationTime = true,
                RequireSignedTokens = true,
                ClockSkew = TimeSpan.FromSeconds(30),
            };
            if (authority is not null)
            {
                bearer.Authority = authority;
                return;
            }

            bearer.TokenValidationParameters.ValidIssuer = DevelopmentIssuer.Name;
            bearer.TokenValidationParameters.IssuerSigningKey = DevelopmentIssuer.In(keyFolder).Key;
        });
        builder.Services.AddAuthorizationBuilder().AddGrants();
        builder.Services.AddHttpContextAccessor();
    }
}

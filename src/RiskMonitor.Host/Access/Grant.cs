using Microsoft.AspNetCore.Authorization;

namespace RiskMonitor.Host.Access;

/// <summary>What an endpoint lets a caller do: one policy of this name stands before each endpoint.</summary>
public static class Grant
{
    public const string File = "file";
    public const string Oversee = "oversee";
    public const string ReadAlerts = "read-alerts";
    public const string WorkAlerts = "work-alerts";
    public const string ReadReports = "read-reports";

    /// <summary>The log itself cannot be cut to a place: who reads it has no jurisdiction out of scope.</summary>
    public const string ReadEvents = "read-events";

    public const string ReadFindings = "read-findings";
    public const string CommitSerials = "commit-serials";

    /// <summary>Health and the signed checkpoint, which prove something only by being public.</summary>
    public const string Anyone = "anyone";

    /// <summary>Who may do it.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Roles = new Dictionary<string, string[]>
    {
        [File] = [Role.Reporter, Role.Supervisor],
        [Oversee] = [Role.Supervisor],
        [ReadAlerts] = [Role.Regulator, Role.Platform, Role.Auditor, Role.Supervisor],
        [WorkAlerts] = [Role.Regulator],
        [ReadReports] = [Role.Regulator, Role.Platform, Role.Auditor, Role.Supervisor],
        [ReadEvents] = [Role.Auditor, Role.Supervisor],
        [ReadFindings] = [Role.Regulator, Role.Auditor, Role.Supervisor],
        [CommitSerials] = [Role.Supervisor],
    };

    public static AuthorizationBuilder AddGrants(this AuthorizationBuilder authorization)
    {
        foreach (var (grant, roles) in Roles)
        {
            authorization.AddPolicy(grant, policy => policy
                .RequireAuthenticatedUser()
                .RequireAssertion(context => Caller.From(context.User) is { } caller && caller.Roles.Overlaps(roles)
                    && (caller.Everywhere || grant != ReadEvents)));
        }

        return authorization
            .AddPolicy(Anyone, policy => policy.RequireAssertion(_ => true))
            .SetFallbackPolicy(Denied)
            .SetDefaultPolicy(Denied);
    }

    /// <summary>Stands before every endpoint that does not say who may enter.</summary>
    private static AuthorizationPolicy Denied { get; } =
        new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build();
}

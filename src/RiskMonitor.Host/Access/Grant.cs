using Microsoft.AspNetCore.Authorization;

namespace RiskMonitor.Host.Access;

/// <summary>What an endpoint lets a caller do: one policy of this name stands before each endpoint.</summary>
public static class Grant
{
    public static readonly string File = "file";
    public static readonly string Oversee = "oversee";
    public static readonly string ReadAlerts = "read-alerts";
    public static readonly string WorkAlerts = "work-alerts";
    public static readonly string ReadReports = "read-reports";
    public static readonly string ReadEvents = "read-events";
    public static readonly string ReadFindings = "read-findings";
    public static readonly string Commit = "commit-serials";

    /// <summary>Health and the signed checkpoint, which prove something only by being public.</summary>
    public static readonly string Anyone = "anyone";

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
        [Commit] = [Role.Supervisor],
    };

    public static AuthorizationBuilder AddGrants(this AuthorizationBuilder authorization)
    {
        foreach (var (grant, roles) in Roles)
        {
            authorization.AddPolicy(grant, policy => policy
                .RequireAuthenticatedUser()
                .RequireAssertion(context => Caller.From(context.User) is { } caller && caller.Roles.Overlaps(roles)));
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

using System.Diagnostics;
using System.Security.Claims;

namespace RiskMonitor.Host.Access;

/// <summary>Hands the caller to every endpoint that asks for one.</summary>
public static class CallerMiddleware
{
    public static Caller Load(ClaimsPrincipal principal) => Caller.From(principal)
        ?? throw new UnreachableException("A request without a caller passed the policy.");
}

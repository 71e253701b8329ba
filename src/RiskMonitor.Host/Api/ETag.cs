using System.Globalization;

namespace RiskMonitor.Host.Api;

/// <summary>The version of a resource as HTTP names it: <c>"v7"</c>.</summary>
public static class ETag
{
    public static string Of(int version) => string.Create(CultureInfo.InvariantCulture, $"\"v{version}\"");

    /// <exception cref="ProblemException">There is no If-Match, or it is not one of ours.</exception>
    public static int Required(HttpRequest request) => request.Headers.IfMatch.ToString() switch
    {
        "" => throw new ProblemException(
            "precondition-required", "Send If-Match with the ETag that you saw: somebody else may have acted since."),
        ['"', 'v', .. var digits, '"'] when int.TryParse(
            digits, NumberStyles.None, CultureInfo.InvariantCulture, out var version) => version,
        _ => throw new ProblemException("precondition-failed", "If-Match is an ETag as \"v7\"."),
    };
}

using System.Text;
using Microsoft.AspNetCore.Authorization;
using RiskMonitor.Host.Access;
using RiskMonitor.Host.Api;
using Wolverine.Http;

namespace RiskMonitor.Host.Replays;

/// <summary>What is stored, one line for each conclusion: its name and its hash.</summary>
public static class StoredEndpoint
{
    [WolverineGet("/api/v1/conclusions")]
    [Authorize(Grant.ReadEvents)]
    [Parameters("to")]
    public static async Task<IResult> Get(
        string? to, AsOfResolver resolver, StoredConclusions stored, CancellationToken ct)
    {
        var digest = await stored.DigestAsync(await resolver.PositionAsync(to, ct), ct);
        var text = new StringBuilder();
        foreach (var line in digest.Lines)
        {
            text.Append(line.Sha256).Append(' ').Append(line.Key).Append('\n');
        }

        return Results.Text(text.ToString(), "text/plain; charset=utf-8");
    }
}

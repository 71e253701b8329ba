using System.Text;

namespace RiskMonitor.Host.Cli;

/// <summary>Addresses of answers.</summary>
public static class Query
{
    /// <summary>The query string of those that are given; empty when none is.</summary>
    public static string Of(params (string Name, string? Value)[] parameters)
    {
        var query = new StringBuilder();
        foreach (var (name, value) in parameters)
        {
            if (value is not null)
            {
                query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=')
                    .Append(Uri.EscapeDataString(value));
            }
        }

        return query.ToString();
    }

    /// <summary>The whole id of which a person typed the first characters.</summary>
    /// <exception cref="CommandFailedException">None begins so, or several do.</exception>
    public static async Task<string> WholeIdAsync(
        ServerSession session, string list, string typed, CancellationToken ct)
    {
        var items = (await session.GetAsync(list, ct))["items"]!.AsArray();
        var ids = items.Select(item => item!["id"]!.GetValue<string>())
            .Where(id => id.StartsWith(typed, StringComparison.Ordinal)).ToList();
        return ids switch
        {
            [var one] => one,
            [] => throw new CommandFailedException(ExitCode.BadInput, $"No id begins with '{typed}'."),
            _ => throw new CommandFailedException(
                ExitCode.BadInput, $"{ids.Count} ids begin with '{typed}': {string.Join(", ", ids.Take(5))}"),
        };
    }
}

using System.Text.Json;
using Npgsql;
using RiskMonitor.Alerts;

namespace RiskMonitor.Host.Exposure;

/// <summary>By which policy each leaf's row was said.</summary>
public sealed class PolicyStamps(NpgsqlDataSource source)
{
    private const string Stamp = """
        select content -> 'policy' from views.assessment where subject = $1 and day = $2 and position = $3
        """;

    public async Task<IReadOnlyList<PolicyStamp>> OfAsync(IEnumerable<PlacedLeaf> leaves, CancellationToken ct)
    {
        var stamps = new List<PolicyStamp>();
        foreach (var placed in leaves)
        {
            await using var command = source.CreateCommand(Stamp);
            command.Parameters.Add(new() { Value = $"pool/{placed.Leaf.Pool}" });
            command.Parameters.Add(new() { Value = placed.Day.ToDateOnly() });
            command.Parameters.Add(new() { Value = placed.Position });
            stamps.Add(JsonSerializer.Deserialize<PolicyStamp>(
                (string)(await command.ExecuteScalarAsync(ct))!, Wire.Json.Options)!);
        }

        return stamps;
    }
}

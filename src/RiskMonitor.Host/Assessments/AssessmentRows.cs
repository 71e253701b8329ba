using System.Text.Json;
using NodaTime;
using Npgsql;
using RiskMonitor.Surveillance;
using RiskMonitor.Surveillance.Rows;

namespace RiskMonitor.Host.Assessments;

/// <summary>What was said of a subject, as of a day and a position.</summary>
public sealed class AssessmentRows(NpgsqlDataSource source)
{
    private const string Latest = """
        select content, ordinal, position from views.assessment
        where subject = $1 and day <= $2 and position <= $3
        order by day desc, position desc limit 1
        """;

    public async Task<AssessmentRow?> FindAsync(string subject, LocalDate validAt, long position, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Latest);
        command.Parameters.Add(new() { Value = subject });
        command.Parameters.Add(new() { Value = validAt.ToDateOnly() });
        command.Parameters.Add(new() { Value = position });
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct)
            ? new AssessmentRow(
                JsonSerializer.Deserialize<Assessment>(row.GetString(0), Wire.Json.Options)!,
                row.GetInt64(1),
                row.GetInt64(2))
            : null;
    }
}

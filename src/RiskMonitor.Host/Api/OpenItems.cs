using NodaTime;
using Npgsql;

namespace RiskMonitor.Host.Api;

/// <summary>What was wrong with the filings, as known at a position, and had not been mended.</summary>
internal static class OpenItems
{
    private const string Open = """
        select rule, subject, jurisdiction, parties from (
            select distinct on (rule, subject, detail) rule, subject, jurisdiction, parties, content
            from views.finding
            where position <= $1 and rule like 'DQ-%' and ($2 = '' or subject = $2)
            order by rule, subject, detail, position desc) latest
        where (content ->> 'isOpen')::boolean and content ->> 'day' <= $3
        order by rule collate "C", subject collate "C"
        """;

    /// <summary>Each rule and subject once, as <c>DQ-LATE:pool/p03</c>, of those within the scope.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(
        NpgsqlConnection connection, AnswerScope scope, LocalDate day, long position, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Open, connection)
        {
            Parameters =
            {
                new() { Value = position },
                new() { Value = scope.Subject ?? "" },
                new() { Value = NodaTime.Text.LocalDatePattern.Iso.Format(day) },
            },
        };
        await using var row = await command.ExecuteReaderAsync(ct);
        var items = new List<string>();
        while (await row.ReadAsync(ct))
        {
            var place = await row.IsDBNullAsync(2, ct) ? null : Jurisdiction.Of(row.GetString(2));
            if (scope.Caller.SeesFinding(place, row.GetFieldValue<string[]>(3).Select(PartyId.Of)))
            {
                items.Add($"{row.GetString(0)}:{row.GetString(1)}");
            }
        }

        return [.. items.Distinct(StringComparer.Ordinal)];
    }
}

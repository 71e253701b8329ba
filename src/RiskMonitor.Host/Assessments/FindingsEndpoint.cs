using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Npgsql;
using RiskMonitor.Host.Access;
using RiskMonitor.Host.Api;
using Wolverine.Http;

namespace RiskMonitor.Host.Assessments;

/// <summary>What is wrong with what was filed, and what is worth showing without being anybody's work.</summary>
public static class FindingsEndpoint
{
    private const string Findings = """
        select content, jurisdiction, parties from (
            select distinct on (rule, subject, detail) * from views.finding
            where position <= $1 and ($2 = '' or rule = $2) and ($3 = '' or subject = $3)
            order by rule, subject, detail, position desc) latest
        order by position, rule, subject, detail
        """;

    /// <summary>A notice that began and ended at one position has two rows there: the end is the last word.</summary>
    private const string Notices = """
        select content, jurisdiction, parties from (
            select distinct on (rule, subject, number) * from views.notice
            where position <= $1 and ($2 = '' or rule = $2) and ($3 = '' or subject = $3)
            order by rule, subject, number, position desc, content ->> 'to' is null) latest
        order by position, rule, subject, number
        """;

    [WolverineGet("/api/v1/findings")]
    [Authorize(Grant.ReadFindings)]
    [Parameters("rule", "subject", "recordedAt")]
    public static Task<IResult> GetFindings(
        string? rule, string? subject, string? recordedAt, Caller caller, AsOfResolver resolver,
        NpgsqlDataSource source, CancellationToken ct) =>
        ListAsync(Findings, rule, subject, recordedAt, caller, resolver, source, ct);

    [WolverineGet("/api/v1/notices")]
    [Authorize(Grant.ReadAlerts)]
    [Parameters("rule", "subject", "recordedAt")]
    public static Task<IResult> GetNotices(
        string? rule, string? subject, string? recordedAt, Caller caller, AsOfResolver resolver,
        NpgsqlDataSource source, CancellationToken ct) =>
        ListAsync(Notices, rule, subject, recordedAt, caller, resolver, source, ct);

    private static async Task<IResult> ListAsync(
        string sql, string? rule, string? subject, string? recordedAt, Caller caller, AsOfResolver resolver,
        NpgsqlDataSource source, CancellationToken ct)
    {
        var position = await resolver.PositionAsync(recordedAt, ct);
        await using var command = source.CreateCommand(sql);
        command.Parameters.Add(new() { Value = position });
        command.Parameters.Add(new() { Value = rule ?? "" });
        command.Parameters.Add(new() { Value = subject ?? "" });
        await using var row = await command.ExecuteReaderAsync(ct);
        var items = new List<JsonNode?>();
        while (await row.ReadAsync(ct))
        {
            var parties = row.GetFieldValue<string[]>(2).Select(PartyId.Of);
            var place = await row.IsDBNullAsync(1, ct) ? null : Jurisdiction.Of(row.GetString(1));
            if (caller.SeesFinding(place, parties))
            {
                items.Add(JsonNode.Parse(row.GetString(0)));
            }
        }

        var asOf = await resolver.ListAsync(position, caller, ct);
        return Results.Json(new { position, asOf, items }, Wire.Json.Options);
    }
}

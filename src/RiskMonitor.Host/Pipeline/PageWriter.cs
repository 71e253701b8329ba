using Npgsql;
using RiskMonitor.Host.Ledger;

namespace RiskMonitor.Host.Pipeline;

/// <summary>Writes a page whole or not at all: rows, conclusions and progress in one transaction.</summary>
public sealed class PageWriter(NpgsqlDataSource source, LedgerAppender appender)
{
    private const string AlertRow = """
        insert into views.alert (
            alert, position, raised_position, raised_at, rule, subject, severity, condition, workflow, jurisdiction,
            parties, obligor_group, unsupported, content)
        select $1, $2, coalesce(first.raised_position, $2), coalesce(first.raised_at, $3), $4, $5, $6, $7, $8, $9, $10,
            $11, $12, $13
        from (select min(raised_position) as raised_position, min(raised_at) as raised_at
            from views.alert where alert = $1) as first
        """;

    private const string IncidentRow = """
        insert into views.incident (
            incident, position, opened_position, obligor_group, jurisdiction, alerts, is_open)
        select $1, $2, coalesce((select min(opened_position) from views.incident where incident = $1), $2), $3, $4, $5,
            $6
        """;

    private const string Advance = """
        update views.progress set position = $1, ordinal = $2 where id = 1 and position = $3
        """;

    /// <exception cref="InvalidOperationException">Somebody else has gone on from where this page begins.</exception>
    public async Task WriteAsync(Page page, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await ViewRows.WriteAsync(connection, page.Assessments, ct);
        await ViewRows.WriteAsync(connection, page.Findings, ct);
        if (page.Conclusions.Count > 0)
        {
            await appender.AppendAsync(transaction, [.. page.Conclusions.Select(Named)], ct);
        }

        // What is few goes in one round trip, and the progress with it: an alert waits for nothing else.
        await using var rest = new NpgsqlBatch(connection);
        foreach (var command in Rows(page))
        {
            rest.BatchCommands.Add(command);
        }

        var advance = ViewRows.Command(Advance, page.NextPosition, page.NextOrdinal, page.From);
        rest.BatchCommands.Add(advance);
        await rest.ExecuteNonQueryAsync(ct);
        if (advance.RecordsAffected != 1)
        {
            throw new InvalidOperationException($"Another pipeline has gone on from position {page.From}.");
        }

        await transaction.CommitAsync(ct);
    }

    private static IEnumerable<NpgsqlBatchCommand> Rows(Page page) =>
        page.Notices.Select(ViewRows.Insert)
            .Concat(page.ClosedDays.Select(closed => ViewRows.Command(
                "insert into views.closed_day values ($1, $2, $3)",
                closed.Day.Jurisdiction.Value, closed.Day.Date.ToDateOnly(), closed.Position)))
            .Concat(page.Alerts.Select(Row))
            .Concat(page.Incidents.Select(Row));

    private static NpgsqlBatchCommand Row(AlertVersion version)
    {
        var (alert, raised) = (version.Alert, version.Alert.Raised);
        return ViewRows.Command(
            AlertRow, alert.Id, version.Position, version.SealedAt.ToDateTimeUtc(), raised.Rule, raised.Subject,
            Word(alert.Severity), Word(alert.Condition), Word(alert.Workflow), raised.Jurisdiction.Value,
            ViewRows.Names(raised.Parties), raised.Group, alert.UnsupportedDebt?.Amount,
            new Jsonb(ViewRows.Text(alert)));
    }

    private static NpgsqlBatchCommand Row(IncidentVersion version)
    {
        var incident = version.Incident;
        return ViewRows.Command(
            IncidentRow, incident.Id, version.Position, incident.Group, incident.Jurisdiction.Value,
            incident.Alerts.ToArray(), incident.IsOpen);
    }

    /// <summary>The key follows from the cause, so that what is concluded twice is written once.</summary>
    private static Conclusion Named(CausedConclusion caused)
    {
        var kind = EventCatalogue.NameOf(caused.Said.Event.GetType());
        return new(
            caused.Said.Stream, caused.Said.Event, $"{kind}|{caused.Said.Stream}|{caused.Position}|{caused.Index}",
            "surveillance");
    }

    internal static string Word<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}

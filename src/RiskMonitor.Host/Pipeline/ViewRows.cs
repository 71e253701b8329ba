using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using RiskMonitor.Surveillance;
using RiskMonitor.Surveillance.Rows;
using RiskMonitor.Wire;

namespace RiskMonitor.Host.Pipeline;

/// <summary>Writes what the fold says into the flat tables, by COPY, within the pipeline's transaction.</summary>
internal static class ViewRows
{
    public static async Task WriteAsync(
        NpgsqlConnection connection, IReadOnlyList<AssessmentRow> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
        {
            return;
        }

        await using (var copy = await connection.BeginBinaryImportAsync(
            """
            copy views.assessment (subject, day, position, ordinal, jurisdiction, parties, obligor_group, content)
            from stdin (format binary)
            """,
            ct))
        {
            foreach (var row in rows)
            {
                var assessment = row.Assessment;
                await copy.StartRowAsync(ct);
                await copy.WriteAsync(row.Subject, NpgsqlDbType.Text, ct);
                await copy.WriteAsync(row.Day.ToDateOnly(), NpgsqlDbType.Date, ct);
                await copy.WriteAsync(row.Position, NpgsqlDbType.Bigint, ct);
                await copy.WriteAsync(row.Ordinal, NpgsqlDbType.Bigint, ct);
                await copy.WriteAsync(assessment.Jurisdiction.Value, NpgsqlDbType.Text, ct);
                await copy.WriteAsync(Names(assessment.Parties), NpgsqlDbType.Array | NpgsqlDbType.Text, ct);
                await copy.WriteAsync(assessment.Group, NpgsqlDbType.Text, ct);
                await copy.WriteAsync(Text(assessment), NpgsqlDbType.Json, ct);
            }

            await copy.CompleteAsync(ct);
        }

        await WriteExposuresAsync(connection, rows, ct);
    }

    public static NpgsqlBatchCommand Insert(NoticeRow row) => Command(
        """
        insert into views.notice (rule, subject, number, position, ordinal, jurisdiction, parties, content)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        """,
        row.Rule, row.Subject, row.Number, row.Position, row.Ordinal, row.Jurisdiction.Value, Names(row.Parties),
        new Jsonb(Text(row)));

    public static async Task WriteAsync(
        NpgsqlConnection connection, IReadOnlyList<FindingRow> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
        {
            return;
        }

        await using var copy = await connection.BeginBinaryImportAsync(
            """
            copy views.finding (rule, subject, detail, position, ordinal, jurisdiction, parties, source, content)
            from stdin (format binary)
            """,
            ct);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(row.Rule, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(row.Subject, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(row.Detail, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(row.Position, NpgsqlDbType.Bigint, ct);
            await copy.WriteAsync(row.Ordinal, NpgsqlDbType.Bigint, ct);
            await WriteTextAsync(copy, row.Jurisdiction?.Value, ct);
            await copy.WriteAsync(Names(row.Parties), NpgsqlDbType.Array | NpgsqlDbType.Text, ct);
            await WriteTextAsync(copy, row.Source, ct);
            await copy.WriteAsync(Text(row), NpgsqlDbType.Jsonb, ct);
        }

        await copy.CompleteAsync(ct);
    }

    /// <summary>A statement with its values, to go to the server together with others.</summary>
    public static NpgsqlBatchCommand Command(string sql, params object?[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(value is Jsonb json
                ? new NpgsqlParameter { Value = json.Text, NpgsqlDbType = NpgsqlDbType.Jsonb }
                : new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        return command;
    }

    public static string Text<T>(T row) => JsonSerializer.Serialize(row, Json.Options);

    public static string[] Names(IEnumerable<PartyId> parties) => [.. parties.Select(party => party.Value)];

    private static async Task WriteExposuresAsync(
        NpgsqlConnection connection, IReadOnlyList<AssessmentRow> rows, CancellationToken ct)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            """
            copy views.exposure (
                pool, day, position, facility, lender, borrower, guarantors, jurisdiction, parties, chip, currency,
                debt, appraised, in_use_low, in_use_central, in_use_high, commercial_hours, installed_hours, missing)
            from stdin (format binary)
            """,
            ct);
        foreach (var row in rows)
        {
            foreach (var leaf in row.Assessment.Exposures)
            {
                await WriteAsync(copy, row, leaf, ct);
            }
        }

        await copy.CompleteAsync(ct);
    }

    private static async Task WriteAsync(
        NpgsqlBinaryImporter copy, AssessmentRow row, ExposureLeaf leaf, CancellationToken ct)
    {
        await copy.StartRowAsync(ct);
        await copy.WriteAsync(leaf.Pool.Value, NpgsqlDbType.Text, ct);
        await copy.WriteAsync(row.Day.ToDateOnly(), NpgsqlDbType.Date, ct);
        await copy.WriteAsync(row.Position, NpgsqlDbType.Bigint, ct);
        await copy.WriteAsync(leaf.Facility?.Value ?? "", NpgsqlDbType.Text, ct);
        await WriteTextAsync(copy, leaf.Lender?.Value, ct);
        await WriteTextAsync(copy, leaf.Borrower?.Value, ct);
        await copy.WriteAsync(Names(leaf.Guarantors), NpgsqlDbType.Array | NpgsqlDbType.Text, ct);
        await copy.WriteAsync(leaf.Jurisdiction.Value, NpgsqlDbType.Text, ct);
        await copy.WriteAsync(Names(Concerned(leaf)), NpgsqlDbType.Array | NpgsqlDbType.Text, ct);
        await copy.WriteAsync(leaf.Chip.Value, NpgsqlDbType.Text, ct);
        await copy.WriteAsync(leaf.Currency.Value, NpgsqlDbType.Text, ct);
        await copy.WriteAsync(leaf.Debt, NpgsqlDbType.Numeric, ct);
        await WriteNumberAsync(copy, leaf.ValueAppraised, ct);
        await WriteNumberAsync(copy, leaf.ValueInUseLow, ct);
        await WriteNumberAsync(copy, leaf.ValueInUseCentral, ct);
        await WriteNumberAsync(copy, leaf.ValueInUseHigh, ct);
        await WriteNumberAsync(copy, leaf.CommercialHours?.Value, ct);
        await WriteNumberAsync(copy, leaf.InstalledHours?.Value, ct);
        await WriteTextAsync(copy, leaf.Missing?.ToString(), ct);
    }

    /// <summary>
    /// Who of a leaf may see it: its own lender, borrower and guarantors, not those of its neighbours.
    /// </summary>
    public static IEnumerable<PartyId> Concerned(ExposureLeaf leaf) =>
        new[] { leaf.Lender, leaf.Borrower }.OfType<PartyId>().Concat(leaf.Guarantors);

    private static Task WriteTextAsync(NpgsqlBinaryImporter copy, string? value, CancellationToken ct) =>
        value is null ? copy.WriteNullAsync(ct) : copy.WriteAsync(value, NpgsqlDbType.Text, ct);

    private static Task WriteNumberAsync(NpgsqlBinaryImporter copy, decimal? value, CancellationToken ct) =>
        value is { } known ? copy.WriteAsync(known, NpgsqlDbType.Numeric, ct) : copy.WriteNullAsync(ct);
}

/// <summary>Text that a column of type jsonb takes.</summary>
internal sealed record Jsonb(string Text);

using System.Runtime.CompilerServices;
using NodaTime;
using Npgsql;
using RiskMonitor.Alerts;
using RiskMonitor.Host.Access;
using RiskMonitor.Surveillance;
using RiskMonitor.Units;

namespace RiskMonitor.Host.Exposure;

/// <summary>The leaves of every exposure report, as of a day and a position, within a caller's scope.</summary>
public sealed class ExposureLeaves(NpgsqlDataSource source)
{
    private const string Columns = """
        e.facility, e.pool, e.lender, e.borrower, e.guarantors, e.jurisdiction, e.parties, e.chip, e.currency, e.debt,
        e.appraised, e.in_use_low, e.in_use_central, e.in_use_high, e.commercial_hours, e.installed_hours, e.missing,
        e.day, e.position
        """;

    private const string All = $"select {Columns} from views.exposure e order by e.facility collate \"C\"";

    /// <summary>
    /// Of each pool the row of the greatest day, then of the greatest position: what was last said of that day.
    /// </summary>
    private const string AsOf = $"""
        select {Columns}
        from (
            select distinct on (subject) subject, day, position
            from views.assessment
            where subject like 'pool/%' and day <= $1 and position <= $2
            order by subject, day desc, position desc) latest
        join views.exposure e on e.pool = substr(latest.subject, 6) and e.day = latest.day
            and e.position = latest.position
        order by e.pool, e.facility
        """;

    public async Task<IReadOnlyList<PlacedLeaf>> ReadAsync(
        LocalDate validAt, long position, Caller caller, CancellationToken ct)
    {
        await using var command = source.CreateCommand(AsOf);
        command.Parameters.Add(new() { Value = validAt.ToDateOnly() });
        command.Parameters.Add(new() { Value = position });
        await using var row = await command.ExecuteReaderAsync(ct);
        var leaves = new List<PlacedLeaf>();
        while (await row.ReadAsync(ct))
        {
            var parties = row.GetFieldValue<string[]>(6).Select(PartyId.Of);
            var leaf = Leaf(row);
            if (caller.Sees(leaf.Jurisdiction, parties))
            {
                leaves.Add(new PlacedLeaf(
                    leaf, LocalDate.FromDateOnly(row.GetFieldValue<DateOnly>(17)), row.GetInt64(18)));
            }
        }

        return leaves;
    }

    /// <summary>Every leaf that was ever said, in the order of facilities.</summary>
    public static async IAsyncEnumerable<PlacedLeaf> AllAsync(
        NpgsqlDataSource source, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = source.CreateCommand(All);
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            yield return new PlacedLeaf(
                Leaf(row), LocalDate.FromDateOnly(row.GetFieldValue<DateOnly>(17)), row.GetInt64(18));
        }
    }

    private static ExposureLeaf Leaf(NpgsqlDataReader row) => new(
        row.GetString(0) is { Length: > 0 } facility ? FacilityId.Of(facility) : null,
        PoolId.Of(row.GetString(1)),
        Text(row, 2) is { } lender ? PartyId.Of(lender) : null,
        Text(row, 3) is { } borrower ? PartyId.Of(borrower) : null,
        [.. row.GetFieldValue<string[]>(4).Select(PartyId.Of)],
        Jurisdiction.Of(row.GetString(5)),
        ChipModel.Of(row.GetString(7)),
        Currency.Of(row.GetString(8)),
        row.GetDecimal(9),
        Number(row, 10),
        Number(row, 11),
        Number(row, 12),
        Number(row, 13),
        Number(row, 14) is { } commercial ? new CardHours(commercial) : null,
        Number(row, 15) is { } installed ? new CardHours(installed) : null,
        Text(row, 16) is { } missing ? Reason.Parse(missing) : null);

    private static string? Text(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);

    private static decimal? Number(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetDecimal(column);
}

/// <summary>A leaf and the row that said it.</summary>
/// <param name="Day">Valid day from which the row holds.</param>
/// <param name="Position">Of the event that brought the row about.</param>
public sealed record PlacedLeaf(ExposureLeaf Leaf, LocalDate Day, long Position);

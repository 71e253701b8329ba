using Npgsql;
using RiskMonitor.Exposure;
using RiskMonitor.Host.Access;

namespace RiskMonitor.Host.Exposure;

/// <summary>The alerts that fire as of a position, of those that the caller may see, and whom each concerns.</summary>
/// <remarks>
/// An alert on a pool concerns that pool. One on claims, on a site or on a delivery concerns the pools of which a fact
/// is in the evidence that was frozen with it: their cards are claimed, counted or missing.
/// </remarks>
public sealed class OpenAlerts(NpgsqlDataSource source)
{
    private const string Firing = """
        select alert, jurisdiction, parties, case when subject like 'pool/%' then array[subject] else array(
            select distinct e.stream_id
            from jsonb_array_elements_text(content -> 'raised' -> 'inputs') as input(position)
            join ledger.seal s on s.position = input.position::bigint
            join ledger.mt_events e on e.seq_id = s.seq_id
            where e.stream_id like 'pool/%') end
        from (
            select distinct on (alert) alert, subject, condition, jurisdiction, parties, content
            from views.alert where position <= $1 order by alert, position desc) latest
        where condition = 'firing'
        order by alert collate "C"
        """;

    public async Task<IReadOnlyList<OpenAlert>> ReadAsync(long position, Caller caller, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Firing);
        command.Parameters.Add(new() { Value = position });
        await using var row = await command.ExecuteReaderAsync(ct);
        var open = new List<OpenAlert>();
        while (await row.ReadAsync(ct))
        {
            var alert = new OpenAlert(
                row.GetString(0)["alert/".Length..],
                row.GetFieldValue<string[]>(3),
                [.. row.GetFieldValue<string[]>(2).Select(PartyId.Of)]);
            if (caller.Sees(Jurisdiction.Of(row.GetString(1)), alert.Parties))
            {
                open.Add(alert);
            }
        }

        return open;
    }
}

/// <param name="Pools">Streams of the pools that it concerns, as <c>pool/p05</c>.</param>
/// <param name="Parties">As it was raised.</param>
public sealed record OpenAlert(string Id, IReadOnlyList<string> Pools, IReadOnlyList<PartyId> Parties)
{
    /// <summary>It is on a pool of the cell, or the cell is of one party, and that is a party to it.</summary>
    public bool Concerns(ExposureDimension dimension, ExposureCell cell, IEnumerable<PlacedLeaf> leaves) =>
        (IsOfParties(dimension) && Parties.Any(party => party.Value == cell.Key))
        || leaves.Any(placed => Pools.Contains($"pool/{placed.Leaf.Pool}"));

    private static bool IsOfParties(ExposureDimension dimension) =>
        dimension is ExposureDimension.Lender or ExposureDimension.Borrower or ExposureDimension.Guarantor;
}

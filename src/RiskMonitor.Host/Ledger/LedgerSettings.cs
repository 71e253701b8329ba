using Npgsql;

namespace RiskMonitor.Host.Ledger;

/// <summary>Where the ledger is, and what it is called.</summary>
/// <param name="Owner">Connection string of the role that owns the schema: used for migration alone.</param>
/// <param name="Runtime">Connection string of the role that the host runs as, which can only add events.</param>
/// <param name="KeyFolder">Holds the signing key.</param>
/// <param name="CheckpointFolder">Signed checkpoints are dropped here: outside the database, best on another
/// machine.</param>
public sealed record LedgerSettings(string Owner, string Runtime, string KeyFolder, string CheckpointFolder)
{
    /// <summary>First line of every checkpoint and name of its key: one per ledger and environment.</summary>
    public string Origin { get; init; } = "riskmonitor.localhost/ledger";

    /// <summary>Whose ledger this is: the stream of its acts of oversight.</summary>
    public Jurisdiction Jurisdiction { get; init; } = Jurisdiction.Of("CN");

    /// <summary>The seed of the signing key. Whoever has it can sign for the ledger.</summary>
    public string KeyFile => Path.Combine(KeyFolder, "ledger.seed");

    public static LedgerSettings From(HostSettings host, string owner, string runtime) =>
        new(owner, runtime, host.KeyFolder, host.CheckpointFolder) { Jurisdiction = host.Jurisdiction };

    /// <summary>
    /// The same connection with statements prepared after their second use, which more than halves the database's
    /// work per append, with times in UTC, whatever the server's zone is, and with no statement compiled: ours are
    /// short, and the server compiles by estimates of cost that have nothing to do with how little there is to do.
    /// </summary>
    public static string Tuned(string connection)
    {
        var tuned = new NpgsqlConnectionStringBuilder(connection)
        {
            MaxAutoPrepare = 50,
            AutoPrepareMinUsages = 2,
            Timezone = "UTC",
        };
        tuned.Options = $"{tuned.Options} -c jit=off".TrimStart();
        return tuned.ConnectionString;
    }
}

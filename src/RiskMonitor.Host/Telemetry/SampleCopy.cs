using System.Globalization;
using NodaTime;
using Npgsql;
using NpgsqlTypes;
using RiskMonitor.Host.Native;

namespace RiskMonitor.Host.Telemetry;

/// <summary>Writes samples by COPY within a transaction that is somebody else's. Not for several threads.</summary>
/// <param name="makeRoom">Makes the partition of a day. On another connection: this one is busy copying.</param>
internal sealed class SampleCopy(NpgsqlConnection connection, Action<LocalDate> makeRoom) : IDisposable
{
    private const string Copy =
        "copy telemetry.sample (file, device, quantity, at, value) from stdin (format binary)";

    private readonly HashSet<long> days = [];
    private NpgsqlBinaryImporter? copy;

    public void Write(long file, long device, in Sample sample)
    {
        var day = sample.At.ToUnixTimeTicks() / NodaConstants.TicksPerDay;
        if (days.Add(day))
        {
            Complete(); // a COPY that runs does not see partitions that are new
            var date = sample.At.InUtc().Date;
            makeRoom(date);
            Notice(date);
        }

        copy ??= connection.BeginBinaryImport(Copy);
        copy.StartRow();
        copy.Write(file, NpgsqlDbType.Bigint);
        copy.Write(device, NpgsqlDbType.Bigint);
        copy.Write((short)sample.Quantity, NpgsqlDbType.Smallint);
        copy.Write(sample.At.ToDateTimeUtc(), NpgsqlDbType.TimestampTz);
        copy.Write(sample.Value, NpgsqlDbType.Double);
    }

    public void Complete()
    {
        copy?.Complete();
        copy?.Dispose();
        copy = null;
    }

    /// <summary>
    /// Lets this session hear of a partition that another has made. Within a transaction that has copied before it
    /// holds its lock on the table already, and would not look; a lock that is new to it makes it look.
    /// </summary>
    private void Notice(LocalDate day)
    {
        using var command = TelemetryRows.Command(
            connection, "select pg_relation_size(to_regclass($1))",
            $"telemetry.sample_{day.ToString("uuuuMMdd", CultureInfo.InvariantCulture)}");
        command.ExecuteScalar();
    }

    /// <summary>What was not completed is not written.</summary>
    public void Dispose() => copy?.Dispose();
}

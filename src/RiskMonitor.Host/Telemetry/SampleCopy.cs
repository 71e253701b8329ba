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
            makeRoom(sample.At.InUtc().Date);
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

    /// <summary>What was not completed is not written.</summary>
    public void Dispose() => copy?.Dispose();
}

using System.IO.Pipelines;
using System.Security.Cryptography;
using NodaTime;
using Npgsql;
using RiskMonitor.Filing;
using RiskMonitor.Host.Filing;
using RiskMonitor.Host.Native;

namespace RiskMonitor.Host.Telemetry;

/// <summary>What became of a file of samples.</summary>
/// <param name="Filing">Id under which the facts were filed.</param>
/// <param name="Exporter">Name and version, declared or found in the file.</param>
/// <param name="Lines">Samples of known metrics, right and wrong.</param>
/// <param name="Accepted">Samples that were written to the table.</param>
/// <param name="Duplicate">Samples of a file that had been taken in before, under the same declaration.</param>
/// <param name="Facts">Facts that were new: files received; blocks of use reported, corrected or taken back.</param>
/// <param name="Unmeasured">Days for which no use is said: activity was not measured at the cards that answered.
/// </param>
public sealed record TelemetryOutcome(
    string Filing, string Name, string Format, string? Exporter, string Sha256, FilingMode Mode, bool DryRun, int Lines,
    int Accepted, int Duplicate, int Rejected, int Facts, Sequence<string> Unmeasured,
    IReadOnlyList<FilingError> Errors);

/// <summary>
/// Takes files of samples in: the samples into the table, in one transaction for each file; of each file and pool one
/// fact; of each day and pool the blocks of use that follow from all its files.
/// </summary>
/// <remarks>
/// A kill between the two leaves samples without facts; the same file sent again brings them, and nothing else.
/// </remarks>
public sealed class TelemetryDesk(NpgsqlDataSource source, UseReporter reporter, TimeProvider clock)
{
    private const int FilingIdDigits = 32;

    /// <param name="body">Read once, on the way into the table.</param>
    /// <param name="declared">SHA-256 of the declaration.</param>
    public async Task<TelemetryOutcome> FileAsync(
        ITelemetryFormat format, Stream body, Declaration declaration, string declared, FilingRequest asked,
        CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var room = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        using var copy = new SampleCopy(connection, day => MakeRoom(room, day));
        var intake = new TelemetryIntake(
            declaration, asked.Source, copy, () => NextFile(room), Instant.FromDateTimeOffset(clock.GetUtcNow()),
            await TelemetryRows.DroppedBeforeAsync(room, ct));
        var (exporter, sha256) = await ReadAsync(format, body, declaration, intake, ct);
        if (exporter is not null && !TelemetryIntake.IsName(exporter))
        {
            intake.RefuseAll(FilingRules.NativeMalformed, "An exporter has a short name and version.", exporter);
        }

        var name = new FileName(asked.Source, format.Name, exporter ?? format.Name, sha256, declared);

        var isKnown = false;
        if (!intake.IsRefused)
        {
            await TelemetryRows.LockAsync(connection, $"file {asked.Source} {sha256}", ct);
            isKnown = await TelemetryRows.IsKnownAsync(connection, asked.Source, sha256, declared, ct);
            await JudgeAsync(
                connection, intake, asked.Source, isKnown, declaration.Exporter?.ConfirmedSteps ?? [], ct);
        }

        var isTaken = !intake.IsRefused && !asked.DryRun
            && (asked.Mode == FilingMode.Partial || intake.Rejected == 0);
        if (isTaken && !isKnown)
        {
            foreach (var pool in intake.Pools)
            {
                await TelemetryRows.AddAsync(connection, pool, name, ct);
            }

            await transaction.CommitAsync(ct);
        }
        else
        {
            await transaction.RollbackAsync(ct);
        }

        var (facts, unmeasured) = isTaken && intake.Pools.Count > 0
            ? await reporter.ReportAsync(intake.Pools, name, declaration, asked, ct)
            : (0, []);
        var accepted = intake.IsRefused || (!isTaken && !asked.DryRun) ? 0 : intake.Accepted;
        return new TelemetryOutcome(
            sha256[..FilingIdDigits], asked.Name, format.Name, exporter, sha256, asked.Mode, asked.DryRun,
            intake.Accepted + intake.Rejected, isKnown ? 0 : accepted, isKnown ? accepted : 0,
            intake.IsRefused ? intake.Accepted + intake.Rejected : intake.Rejected, facts, unmeasured, intake.Errors);
    }

    /// <summary>The body is asynchronous and the parsers are not: a pipe of bounded size stands between them.</summary>
    private static async Task<(string? Exporter, string Sha256)> ReadAsync(
        ITelemetryFormat format, Stream body, Declaration declaration, TelemetryIntake intake, CancellationToken ct)
    {
        var pipe = new Pipe();
        using var sha = SHA256.Create();
        var pumping = PumpAsync(body, sha, pipe.Writer, ct);
        string? exporter = null;
        try
        {
            exporter = await Task.Run(
                () =>
                {
                    using var bytes = pipe.Reader.AsStream();
                    var file = format.Open(bytes, declaration);
                    intake.Read(file, ct);
                    return file.Exporter;
                },
                ct);
        }
        finally
        {
            await pipe.Reader.CompleteAsync();
        }

        await pumping;
        return (exporter, Convert.ToHexStringLower(sha.Hash!));
    }

    /// <summary>Reads to the end even where the parser has stopped: the hash is that of the whole file.</summary>
    private static async Task PumpAsync(Stream body, SHA256 sha, PipeWriter writer, CancellationToken ct)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            for (int read; (read = await body.ReadAsync(buffer, ct)) > 0;)
            {
                sha.TransformBlock(buffer, 0, read, null, 0);
                await writer.WriteAsync(buffer.AsMemory(0, read), ct);
            }

            sha.TransformFinalBlock([], 0, 0);
            await writer.CompleteAsync();
        }
        catch (Exception broken)
        {
            await writer.CompleteAsync(broken);
            throw;
        }
    }

    private static async Task JudgeAsync(
        NpgsqlConnection connection, TelemetryIntake intake, string source, bool isKnown, Sequence<Instant> confirmed,
        CancellationToken ct)
    {
        foreach (var pool in isKnown ? [] : intake.Pools)
        {
            if (await TelemetryRows.StepAsync(connection, pool, source, confirmed, ct) is { } step)
            {
                var at = NodaTime.Text.InstantPattern.General.Format(step.At);
                intake.RefuseAll(
                    FilingRules.NativeStep,
                    $"{FilingRules.NativeStep.Text} {step.Quantity} at {at}: that looks like a unit, and the "
                        + "file is set aside. If the load did fall then, declare "
                        + $"exporter: {{\"confirmedSteps\": [\"{at}\"]}}.",
                    pool.Pool.Value);
            }
        }
    }

    private static void MakeRoom(NpgsqlConnection connection, LocalDate day)
    {
        using var command = TelemetryRows.Command(
            connection, "select telemetry.ensure_day($1)", DateOnly.FromDateTime(day.ToDateTimeUnspecified()));
        command.ExecuteNonQuery();
    }

    private static long NextFile(NpgsqlConnection connection)
    {
        using var command = TelemetryRows.Command(connection, "select nextval('telemetry.file_number')");
        return (long)command.ExecuteScalar()!;
    }
}

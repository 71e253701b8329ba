using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using RiskMonitor.Corrections;
using RiskMonitor.Host.Native;
using RiskMonitor.Surveillance;
using RiskMonitor.Utilization;
using RiskMonitor.Wire;

namespace RiskMonitor.Host.Telemetry;

/// <summary>What was last said of a run of hours.</summary>
/// <param name="Count">How often something was said of it.</param>
/// <param name="Content">SHA-256 of the data; empty where it was taken back.</param>
public sealed record SaidBlock(Instant Start, int Count, string Fact, string Content);

/// <summary>From a day of a pool to the facts that say it, given what was said of it before. Pure.</summary>
public static class UseFacts
{
    /// <summary>New runs are reported, runs that have changed are corrected, and runs that are none any more are taken
    /// back: because a later file filled the hours between them, or because there is no measure after all.</summary>
    /// <param name="exporter">Whose counters these are, over all files of the day.</param>
    public static IEnumerable<(NativeFact Fact, SaidBlock Said)> Of(
        PoolId pool, string source, string exporter, DayOfUse day, IReadOnlyList<SaidBlock> before)
    {
        foreach (var run in day.Runs)
        {
            var data = Block(pool, exporter, day, run);
            var json = JsonSerializer.Serialize(data, Json.Options);
            var content = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));
            var said = before.FirstOrDefault(block => block.Start == run.Start);
            var id = said?.Fact ?? NativeId.Of("telemetry-use", pool.Value, InstantPattern.General.Format(run.Start));
            if (said is null)
            {
                var evidence = day.KnowsAllocation ? Evidence.Measured : Evidence.Inferred;
                yield return (
                    new NativeFact(id, run.Start, evidence, null, data), new SaidBlock(run.Start, 1, id, content));
            }
            else if (said.Content != content)
            {
                var correction = new FactCorrected(
                    ((IFact)data).Stream, new FiledId(source, id), new RawJson(json), CorrectionReason.LateData);
                yield return Change(said, content, correction);
            }
        }

        var starts = day.Runs.Select(run => run.Start).ToHashSet();
        foreach (var gone in before.Where(block => block.Content.Length > 0 && !starts.Contains(block.Start)))
        {
            yield return Change(gone, string.Empty, new FactRetracted(
                UsePeriod.Stream(pool, gone.Start), new FiledId(source, gone.Fact), CorrectionReason.LateData));
        }
    }

    /// <summary>The fact that a file of a pool was taken in.</summary>
    /// <param name="declaration">SHA-256: the same file says something else under another one.</param>
    public static NativeFact Received(TelemetryReceived received, string declaration) => new(
        NativeId.Of("telemetry", received.Pool.Value, received.Sha256, declaration), received.From, Evidence.Measured,
        null, received);

    private static (NativeFact, SaidBlock) Change(SaidBlock said, string content, IFact data)
    {
        var count = said.Count + 1;
        var id = NativeId.Of(
            "telemetry-change", said.Fact, count.ToString(System.Globalization.CultureInfo.InvariantCulture), content);
        return (
            new NativeFact(id, said.Start, Evidence.Measured, null, data),
            said with { Count = count, Content = content });
    }

    private static UtilizationReported Block(PoolId pool, string exporter, DayOfUse day, UseRun run) => new(
        pool, run.Start, Duration.FromHours(1),
        new UnitProfile(
            SourceKind.Telemetry,
            exporter + (day.ByGpuUtil ? ", active by GPU_UTIL" : "")
                + (day.KnowsAllocation ? "" : ", allocated where active")),
        [.. run.Allocated], [.. run.Active], [.. run.Offline],
        run.Sm.Count > 0 ? [.. run.Sm] : null, run.Tensor.Count > 0 ? [.. run.Tensor] : null);
}

using System.Text;
using NodaTime;
using NodaTime.Text;
using static System.FormattableString;

namespace RiskMonitor.Host.Tests.Province;

/// <summary>Files of what cards did, as their exporters and schedulers write them: two samples an hour.</summary>
internal static class UseFiles
{
    private const int PerHost = 6;
    private static readonly int[] Minutes = [0, 30];

    private static readonly InstantPattern Utc = InstantPattern.General;
    private static readonly LocalDateTimePattern Smi =
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'/'MM'/'dd HH':'mm':'ss'.000'");

    private static readonly LocalDateTimePattern Slurm =
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss");

    /// <param name="names">Of the engine, multiprocessors and tensor pipes.</param>
    public static NativeFile Dcgm(TruePool pool, string version, string[] names) => new(
        "dcgm", Declared(pool, "dcgm-exporter", version),
        Each(pool, (hour, card, at) =>
        {
            var runs = card < pool.Running[hour];
            var pod = card < pool.Held[hour] ? "job-1" : "";
            var labels = $"{{Hostname=\"{pool.Id}-{card / PerHost}\",gpu=\"{card % PerHost}\",UUID=\"GPU-{card}\","
                + $"pod=\"{pod}\"}}";
            return string.Concat(names.Zip([pool.Work, pool.Sm!.Value, pool.Tensor!.Value]).Select(metric => Invariant(
                $"{metric.First}{labels} {(runs ? metric.Second : 0m)} {at.ToUnixTimeMilliseconds()}\n")));
        }));

    public static NativeFile NvidiaSmi(TruePool pool) => new(
        "nvidia-smi", Declared(pool, "nvidia-smi", "550.54.15", $"{pool.Id}-0"),
        "timestamp, index, uuid, utilization.gpu [%], power.draw [W]\n" + Each(pool, (hour, card, at) => Invariant(
            $"{Smi.Format(Local(at))}, {card}, GPU-{card}, ")
            + Invariant($"{(card < pool.Running[hour] ? pool.Work * 100m : 0m):0} %, 61.50 W\n")));

    /// <summary>Each card shows itself as two chips; one of them works a little more than the other.</summary>
    public static NativeFile NpuExporter(TruePool pool) => new(
        "npu-exporter", Declared(pool, "npu-exporter", "v7.1.RC1", dies: 2),
        Each(pool, (hour, card, at) => string.Concat(Enumerable.Range(0, 2).Select(die => Invariant(
            $"npu_chip_info_utilization{{id=\"{(2 * card) + die}\",node=\"{pool.Id}-0\",vdie_id=\"V-{card}-{die}\",")
            + Invariant($"pod_name=\"{(card < pool.Held[hour] ? "t-1" : "")}\"}} ")
            + Invariant($"{(card < pool.Running[hour] ? (pool.Work * 100m) + 10m - (20m * die) : 0m):0} ")
            + Invariant($"{at.ToUnixTimeMilliseconds()}\n")))));

    /// <summary>A job for each time that a pool's cards are taken, with a step that is not counted again.</summary>
    public static NativeFile Sacct(params TruePool[] pools)
    {
        var text = new StringBuilder("JobID|Partition|State|Start|End|ElapsedRaw|AllocTRES|TRESUsageInTot\n");
        var number = 4_100;
        foreach (var pool in pools)
        {
            for (var hour = 0; hour < pool.Running.Length;)
            {
                var (cards, from) = (pool.Running[hour], hour);
                while (hour < pool.Running.Length && pool.Running[hour] == cards)
                {
                    hour++;
                }

                if (cards > 0)
                {
                    var runs = hour == pool.Running.Length;
                    var rest = $"|{(runs ? "RUNNING" : "COMPLETED")}|{Slurm.Format(Local(TruePool.At(from)))}|"
                        + $"{(runs ? "Unknown" : Slurm.Format(Local(TruePool.At(hour))))}|"
                        + Invariant($"{(hour - from) * 3_600}|gres/gpu:x={cards},gres/gpu={cards}|\n");
                    text.Append(Invariant($"{++number}|{pool.Id}")).Append(rest);
                    text.Append(Invariant($"{number}.batch|")).Append(rest);
                }
            }
        }

        var held = string.Join(",", pools.Select(pool => Invariant(
            $$"""{"pool":"{{pool.Id}}","cards":{{pool.Cards}},"when":{"Partition":["{{pool.Id}}"]} }""")));
        return new NativeFile("sacct", NativeFile.Declaring($$"""
            "scheduler":{"from":"{{Utc.Format(TruePool.Start)}}","to":"{{Utc.Format(TruePool.At(TruePool.Days * 24))}}",
            "active":"allocated","pools":[{{held}}]}
            """), text.ToString());
    }

    private static string Declared(
        TruePool pool, string exporter, string version, string? host = null, int dies = 1) =>
        NativeFile.Declaring(Invariant($$"""
            "devices":[{"pool":"{{pool.Id}}","hosts":["{{pool.Id}}-*"],"cards":{{pool.Cards}},"diesPerCard":{{dies}}}],
            "exporter":{"name":"{{exporter}}","version":"{{version}}","scrapeSeconds":1800{{(host is null
                ? "" : $",\"host\":\"{host}\"")}}}
            """));

    private static string Each(TruePool pool, Func<int, int, Instant, string> sample) => string.Concat(
        TruePool.Hours.SelectMany(hour => Minutes.SelectMany(minute => Enumerable.Range(0, pool.Cards).Select(
            card => sample(hour, card, TruePool.At(hour) + Duration.FromMinutes(minute))))));

    public static LocalDateTime Local(Instant time) => time.WithOffset(Offset.FromHours(8)).LocalDateTime;
}

/// <summary>A file in a vendor's own form, and what its reporter declares of it.</summary>
internal sealed record NativeFile(string Format, string Declaration, string Text)
{
    public static string Declaring(string members) =>
        $$"""{"name":"a province","timeZone":"Asia/Shanghai",{{members}}}""";
}

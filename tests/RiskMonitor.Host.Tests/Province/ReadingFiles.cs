using System.Text;
using NodaTime.Text;
using static System.FormattableString;

namespace RiskMonitor.Host.Tests.Province;

/// <summary>What meters, gateways and inspectors say of the same economy.</summary>
internal static class ReadingFiles
{
    private const decimal WrapsAt = 1_000m;
    private const int TokensAnHour = 4_000_000;

    /// <summary>Registers by the hour, behind transformers of ten to one, beginning again at a thousand.</summary>
    public static NativeFile Meter(IEnumerable<TruePool> pools)
    {
        var text = new StringBuilder("pool,meter,time,register,unit,multiplier,wraps_at,serial\n");
        foreach (var pool in pools)
        {
            var register = 990m;
            Read(0);
            foreach (var hour in TruePool.Hours)
            {
                var active = pool.Running[hour] * pool.Work;
                register += ((active * pool.Watts!.Value.Active) + ((pool.Cards - active) * pool.Watts.Value.Idle))
                    / 10_000m;
                Read(hour + 1);
            }

            void Read(int hour) => text.Append(Invariant(
                $"{pool.Id},m-{pool.Id},{InstantPattern.General.Format(TruePool.At(hour))},{register % WrapsAt},")
                + Invariant($"kWh,10,{WrapsAt},A\n"));
        }

        return new NativeFile("meter", NativeFile.Declaring("\"billsFinal\":true"), text.ToString());
    }

    /// <summary>One call an hour, told twice.</summary>
    public static NativeFile Gateway(TruePool pool) => new(
        "llm-gateway",
        NativeFile.Declaring($$"""
            "bills":[{"contract":"{{pool.Contract}}","pool":"{{pool.Id}}","payer":"{{pool.Tenant}}",
            "payee":"{{pool.Owner}}","when":{"model":["qwen3-*"]} } ]
            """),
        string.Concat(TruePool.Hours.SelectMany(hour => Enumerable.Repeat(
            Invariant($"{{\"id\":\"call-{hour}\",\"created\":{TruePool.At(hour).ToUnixTimeSeconds()},")
            + Invariant($"\"model\":\"qwen3-235b\",\"usage\":{{\"prompt_tokens\":2006,")
            + Invariant($"\"completion_tokens\":{TokensAnHour}}}}}\n"), 2))));

    public static NativeFile Inspection(IEnumerable<TruePool> pools) => new(
        "inspection", NativeFile.Declaring("\"billsFinal\":true"),
        "date,pool,site,chip,method,found,missing,inspector,independence\n"
        + string.Concat(pools.Select(pool => Invariant(
            $"2025-06-15,{pool.Id},site-{pool.Id},{pool.Chip},on-site,{pool.Cards - pool.Missing},{pool.Missing},")
            + "inspector-1,independent\n")));
}

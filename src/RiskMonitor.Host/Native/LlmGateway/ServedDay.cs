using NodaTime;
using RiskMonitor.Utilization;

namespace RiskMonitor.Host.Native.LlmGateway;

/// <summary>What one pool served of one model on one local day, by the hour.</summary>
internal sealed class ServedDay(PoolId pool, string model, LocalDate day, int line)
{
    private static readonly TokenCounts Nothing = new(0, 0, 0, 0);
    private readonly SortedDictionary<int, TokenCounts> hours = [];

    public PoolId Pool => pool;

    public string Model => model;

    public LocalDate Day => day;

    public int Line => line;

    /// <summary>The first hour in which anything was served.</summary>
    public int First => hours.Keys.First();

    public void Add(int hour, TokenCounts tokens)
    {
        var sum = hours.GetValueOrDefault(hour) ?? Nothing;
        hours[hour] = new TokenCounts(
            sum.Input + tokens.Input, sum.CachedInput + tokens.CachedInput, sum.Output + tokens.Output,
            sum.Reasoning + tokens.Reasoning);
    }

    /// <summary>From the first hour to the last in which anything was served.</summary>
    public Sequence<TokenCounts> Windows() =>
    [
        .. Enumerable.Range(First, hours.Keys.Last() - First + 1)
            .Select(hour => hours.GetValueOrDefault(hour) ?? Nothing),
    ];
}

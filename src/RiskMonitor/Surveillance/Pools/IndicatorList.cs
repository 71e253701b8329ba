using RiskMonitor.Alerts;
using RiskMonitor.Units;
using RiskMonitor.Valuation;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>Indicators in the order of their names, each a number over the band or a reason.</summary>
/// <remarks>
/// Most of what is said of a day was said of the day before. It is the same object then, and where nothing is another
/// the whole sequence is: a month of assessments takes little more room than its days differ.
/// </remarks>
/// <param name="before">What was said last of the same subject; empty where nothing was.</param>
/// <param name="capacity">How many there are at most.</param>
internal sealed class IndicatorList(Sequence<Indicator> before, int capacity)
{
    private Indicator[] all = new Indicator[capacity];
    private int count;
    private bool isOther;

    public void Add(string name, string unit, Known number) => Add(
        name, unit, number.Is ? Pools.Spread.Of(number.Value) : Pools.Spread.Not(number.Missing!));

    public void Add(string name, string unit, Spread spread)
    {
        if (spread.Is)
        {
            Add(name, unit, Figure.Of(spread.Low), Figure.Of(spread.Central), Figure.Of(spread.High));
        }
        else
        {
            AddMissing(name, unit, spread.Missing!);
        }
    }

    /// <summary>Without number and without reason where it is not applicable.</summary>
    public void AddShare(string name, Spread? share)
    {
        if (share is { } applicable)
        {
            Add(name, "ratio", applicable);
        }
        else
        {
            AddNotApplicable(name, "ratio");
        }
    }

    public void Add(string name, Leverage favourable, Leverage central, Leverage adverse) =>
        Add(name, "ratio", favourable.Figure, central.Figure, adverse.Figure);

    public void AddMissing(string name, string unit, Reason reason) =>
        Add(name, unit, low: null, central: null, high: null, reason);

    public void AddNotApplicable(string name, string unit) => Add(name, unit, low: null, central: null, high: null);

    public Sequence<Indicator> Done()
    {
        if (!isOther && count == before.Count)
        {
            return before;
        }

        Array.Resize(ref all, count);
        return new Sequence<Indicator>(all);
    }

    private void Add(
        string name, string unit, Figure? low, Figure? central, Figure? high, Reason? missing = null)
    {
        var known = count < before.Count ? before[count] : null;
        var isSame = known is not null && known.Name == name && known.Unit == unit && known.Low == low
            && known.Central == central && known.High == high && known.Missing == missing;
        isOther |= !isSame;
        all[count++] = isSame ? known! : new Indicator(name, unit, low, central, high, missing);
    }
}

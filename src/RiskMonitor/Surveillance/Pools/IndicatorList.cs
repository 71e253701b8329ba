using RiskMonitor.Alerts;
using RiskMonitor.Units;
using RiskMonitor.Valuation;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>Indicators in the order of their names, each a number over the band or a reason.</summary>
/// <remarks>
/// Most of what is said of a day was said of the day before. It is the same object then, and where nothing is another
/// the whole sequence is: a month of assessments takes little more room than its days differ.
/// </remarks>
internal sealed class IndicatorList
{
    private readonly List<Indicator> all = new(capacity: 60);
    private Sequence<Indicator> before = [];
    private bool isOther;

    /// <summary>The list is empty again.</summary>
    /// <param name="said">What was said last of the same subject; empty where nothing was.</param>
    public IndicatorList After(Sequence<Indicator> said)
    {
        all.Clear();
        (before, isOther) = (said, false);
        return this;
    }

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
        if (!isOther && all.Count == before.Count)
        {
            return before;
        }

        return new Sequence<Indicator>(all.ToArray());
    }

    private void Add(
        string name, string unit, Figure? low, Figure? central, Figure? high, Reason? missing = null)
    {
        var known = all.Count < before.Count ? before[all.Count] : null;
        var isSame = known?.Says(name, unit, low, central, high, missing) ?? false;
        isOther |= !isSame;
        all.Add(isSame ? known! : new Indicator(name, unit, low, central, high, missing));
    }
}

using System.Runtime.InteropServices;
using RiskMonitor.Alerts;
using RiskMonitor.Units;
using RiskMonitor.Valuation;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>Indicators in the order of their names, each a number over the band or a reason.</summary>
internal sealed class IndicatorList(int capacity)
{
    private readonly List<Indicator> all = new(capacity);

    public void Add(string name, string unit, Known number) => Add(
        name, unit, number.Is ? Pools.Spread.Of(number.Value) : Pools.Spread.Not(number.Missing!));

    public void Add(string name, string unit, Spread spread) => all.Add(spread.Is
        ? new Indicator(name, unit, Figure.Of(spread.Low), Figure.Of(spread.Central), Figure.Of(spread.High))
        : new Indicator(name, unit, Low: null, Central: null, High: null, spread.Missing));

    /// <summary>Without number and without reason where it is not applicable.</summary>
    public void AddShare(string name, Spread? share)
    {
        if (share is { } applicable)
        {
            Add(name, "ratio", applicable);
        }
        else
        {
            all.Add(new Indicator(name, "ratio", Low: null, Central: null, High: null));
        }
    }

    public void Add(string name, Leverage favourable, Leverage central, Leverage adverse) =>
        all.Add(new Indicator(name, "ratio", favourable.Figure, central.Figure, adverse.Figure));

    public void AddMissing(string name, string unit, Reason reason) =>
        all.Add(new Indicator(name, unit, Low: null, Central: null, High: null, reason));

    public void AddNotApplicable(string name, string unit) =>
        all.Add(new Indicator(name, unit, Low: null, Central: null, High: null));

    public Sequence<Indicator> Done() => Sequence.Of<Indicator>(CollectionsMarshal.AsSpan(all));
}

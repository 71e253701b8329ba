using RiskMonitor.Alerts;
using RiskMonitor.Surveillance.Pools;
using RiskMonitor.Units;

namespace RiskMonitor.Surveillance.Kinds;

/// <summary>Sums the signs of days, months and payments up for who reads the answer.</summary>
internal sealed class SignalBoard
{
    private readonly Line unpowered = new("energy-residual", KindBounds.EnergyResidual);
    private readonly Line billUnpowered = new("energy-residual-billed", KindBounds.EnergyResidual);
    private readonly Line flat = new("flatness", KindBounds.FlatVariation);
    private readonly Line tensor = new("tensor-busy", KindBounds.TensorBusy);
    private readonly Line tokens = new("joules-per-token", KindBounds.TokenBand);

    public void Add(DaySigns signs)
    {
        unpowered.Add(signs.Unpowered);
        billUnpowered.Add(signs.BillUnpowered);
        flat.Add(signs.Flat);
        tensor.Add(signs.Tensor);
        tokens.Add(signs.TokensOdd);
    }

    public Sequence<Signal> Told(IEnumerable<MonthShape> shapes, IEnumerable<RoundTrip> trips, DayReader days)
    {
        var ratio = new Line("billed-over-active", KindBounds.BilledOverActive);
        foreach (var shape in shapes)
        {
            ratio.Add(shape.Ratio);
        }

        var returned = new Line("round-trip", KindBounds.ReturnedShare);
        foreach (var trip in trips)
        {
            returned.Add(new Sign(trip.Decided, trip.Returned.Value, trip.AtMost.Value, Missing: null));
        }

        var absent = new Line("cards-not-found", bound: null);
        absent.Add(days.Counted == 0
            ? Sign.Not(Reason.Missing("census"))
            : new Sign(days.Missing > 0, days.Missing, days.Missing, Missing: null));
        return
        [
            unpowered.Told, billUnpowered.Told, flat.Told, tensor.Told, tokens.Told, ratio.Told, returned.Told,
            absent.Told,
        ];
    }

    private sealed class Line(string name, KindBound? bound)
    {
        private decimal? low;
        private decimal? high;
        private int holds;
        private int known;
        private Reason? missing;

        public Signal Told => new(
            name, Shown(low), Shown(high), Figure.Of(bound?.Value.Value ?? 0m), holds, known, missing);

        public void Add(Sign sign)
        {
            missing = Doubt.First(missing, sign.Doubt);
            if (sign.Missing is null)
            {
                low = low is { } least ? Math.Min(least, sign.Low) : sign.Low;
                high = high is { } most ? Math.Max(most, sign.High) : sign.High;
            }

            holds += sign.Is ? 1 : 0;
            known += sign.Holds is null ? 0 : 1;
        }

        private static Figure? Shown(decimal? number) => number is not { } value ? null
            : value == decimal.MaxValue ? Figure.Infinite
            : Figure.Of(Doubt.Rounded(value));
    }
}

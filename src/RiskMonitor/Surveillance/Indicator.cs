using RiskMonitor.Alerts;
using RiskMonitor.Units;

namespace RiskMonitor.Surveillance;

/// <summary>One number over the band of assumptions, or the reason why there is none.</summary>
/// <remarks>
/// Assessments are little else than these, so the three figures lie without padding: as decimals beside one byte that
/// tells which of them are there and which are infinite.
/// </remarks>
public sealed record Indicator
{
    private readonly decimal low;
    private readonly decimal central;
    private readonly decimal high;
    private readonly Shape shape;

    public Indicator(
        string name, string unit, Figure? low, Figure? central, Figure? high, Reason? missing = null)
    {
        (Name, Unit, Missing) = (name, unit, missing);
        this.low = Take(low, Shape.Low, Shape.LowIsInfinite, ref shape);
        this.central = Take(central, Shape.Central, Shape.CentralIsInfinite, ref shape);
        this.high = Take(high, Shape.High, Shape.HighIsInfinite, ref shape);
    }

    [Flags]
    private enum Shape : byte
    {
        None = 0,
        Low = 1,
        Central = 2,
        High = 4,
        LowIsInfinite = 8,
        CentralIsInfinite = 16,
        HighIsInfinite = 32,
    }

    public string Name { get; }

    public string Unit { get; }

    public Figure? Low => Of(low, Shape.Low, Shape.LowIsInfinite);

    public Figure? Central => Of(central, Shape.Central, Shape.CentralIsInfinite);

    public Figure? High => Of(high, Shape.High, Shape.HighIsInfinite);

    public Reason? Missing { get; }

    /// <summary>Whether it says just that.</summary>
    internal bool Says(string name, string unit, in Figure? low, in Figure? central, in Figure? high, Reason? missing)
    {
        var asked = Shape.None;
        return this.low == Take(low, Shape.Low, Shape.LowIsInfinite, ref asked)
            && this.central == Take(central, Shape.Central, Shape.CentralIsInfinite, ref asked)
            && this.high == Take(high, Shape.High, Shape.HighIsInfinite, ref asked)
            && asked == shape && Name == name && Unit == unit && Missing == missing;
    }

    /// <summary>Figures that are there and finite, after a number that tells which they are.</summary>
    internal void WriteTo(Rows.ContentBuffer bytes)
    {
        var isBand = central != low || high != low;
        bytes.Write((int)shape + (isBand ? 64 : 0));
        bytes.Write(low);
        if (isBand)
        {
            bytes.Write(central);
            bytes.Write(high);
        }
    }

    private Figure? Of(decimal value, Shape known, Shape infinite) =>
        (shape & known) == 0 ? null : (shape & infinite) != 0 ? Figure.Infinite : Figure.Of(value);

    private static decimal Take(in Figure? figure, Shape known, Shape infinite, ref Shape shape)
    {
        if (figure is not { } there)
        {
            return 0m;
        }

        shape |= there.IsInfinite ? known | infinite : known;
        return there.Value;
    }
}

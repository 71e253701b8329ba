using System.Globalization;
using System.Text;
using System.Xml.Linq;
using RiskMonitor.Surveillance.Pools;
using RiskMonitor.Units;

namespace RiskMonitor.Host.Utilization;

/// <summary>
/// The ladder as a funnel. A bar is what is known; the paler part is what may be there besides; a rung of which nothing
/// is known is an empty frame with the reason in it.
/// </summary>
public static class LadderSvg
{
    private const int Width = 900;
    private const int Left = 190;
    private const int BarWidth = 430;
    private const int RowHeight = 34;
    private const int Top = 64;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <param name="position">Up to which the ladder knows.</param>
    public static string Of(Ladder ladder, long position)
    {
        var most = ladder.Rungs.Select(Widest).Append(1m).Max();
        var height = Top + (ladder.Rungs.Count * RowHeight) + 30 + (ladder.Breaches.Count * 20);
        var drawing = new XElement(
            Svg + "svg", Attribute("viewBox", $"0 0 {Width} {height}"), Attribute("role", "img"),
            Attribute("font-family", "sans-serif"), Attribute("font-size", "13"),
            new XElement(Svg + "title", $"Use of {ladder.Subject}, {ladder.From} to {ladder.To}"),
            new XElement(
                Svg + "rect", Attribute("width", Width), Attribute("height", height), Attribute("fill", "#ffffff")),
            Words(20, 28, $"{ladder.Subject}: card-hours from {Day(ladder.From)} to {Day(ladder.To)}", size: 17),
            Words(
                20, 48, $"As known at position {position}; policy {ladder.Policy.Version}. "
                    + "Share of installed hours, coverage and weakest evidence on the right."));
        foreach (var (index, rung) in ladder.Rungs.Index())
        {
            drawing.Add(Row(rung, Top + (index * RowHeight), most));
        }

        foreach (var (index, breach) in ladder.Breaches.Index())
        {
            drawing.Add(Words(
                20, Top + (ladder.Rungs.Count * RowHeight) + 24 + (index * 20),
                $"{breach.Law} does not hold: {Hours(breach.Excess)} card-hours too many.", fill: "#a40000"));
        }

        return drawing.ToString();
    }

    private static IEnumerable<XElement> Row(Rung rung, int y, decimal most)
    {
        yield return Words(20, y + 20, $"{rung.Symbol}  {rung.Name}");
        var (low, central, high) = (Value(rung.Low), Value(rung.Central), Value(rung.High));
        if (high is not null)
        {
            yield return Bar(high.Value, y, most, "#d9e4ee");
        }

        if ((central ?? low) is { } known)
        {
            yield return Bar(known, y, most, rung.Central is null ? "#9db4c8" : "#2a5d86");
        }
        else
        {
            yield return new XElement(
                Svg + "rect", Attribute("x", Left), Attribute("y", y + 4), Attribute("width", BarWidth),
                Attribute("height", RowHeight - 10), Attribute("fill", "none"), Attribute("stroke", "#b0b0b0"),
                Attribute("stroke-dasharray", "4 3"));
        }

        yield return Words(Left + BarWidth + 14, y + 20, Note(rung));
    }

    /// <summary>Centred, so that the rungs look like the funnel that they are.</summary>
    private static XElement Bar(decimal hours, int y, decimal most, string fill)
    {
        var width = Math.Round(BarWidth * Math.Min(hours / most, 1m), 2);
        return new XElement(
            Svg + "rect", Attribute("x", Left + ((BarWidth - width) / 2m)), Attribute("y", y + 4),
            Attribute("width", width), Attribute("height", RowHeight - 10), Attribute("fill", fill));
    }

    private static string Note(Rung rung)
    {
        var note = new StringBuilder(rung.Central is { } hours ? Hours(hours) : $"{rung.Missing}");
        if (rung.OfInstalled is { } share)
        {
            note.Append(CultureInfo.InvariantCulture, $" ({share.Value:P1})");
        }

        if (rung.Evidence is { } evidence)
        {
            note.Append(
                CultureInfo.InvariantCulture, $", {rung.Coverage.Value:P0} {evidence.ToString().ToLowerInvariant()}");
        }

        return note.ToString();
    }

    private static decimal Widest(Rung rung) =>
        Value(rung.High) ?? Value(rung.Central) ?? Value(rung.Low) ?? 0m;

    private static decimal? Value(Figure? figure) => figure is { IsInfinite: false } known ? known.Value : null;

    private static string Hours(Figure hours) => hours.Value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Day(NodaTime.LocalDate day) => NodaTime.Text.LocalDatePattern.Iso.Format(day);

    private static XElement Words(int x, int y, string text, int size = 13, string fill = "#202020") => new(
        Svg + "text", Attribute("x", x), Attribute("y", y), Attribute("font-size", size), Attribute("fill", fill),
        text);

    private static XAttribute Attribute(string name, FormattableString value) =>
        new(name, FormattableString.Invariant(value));

    private static XAttribute Attribute(string name, string value) => new(name, value);

    private static XAttribute Attribute(string name, decimal value) =>
        new(name, value.ToString(CultureInfo.InvariantCulture));
}

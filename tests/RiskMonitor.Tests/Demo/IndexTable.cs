using System.Globalization;
using System.Text;
using NodaTime.Text;
using RiskMonitor.Market;
using RiskMonitor.Units;

namespace RiskMonitor.Tests.Demo;

/// <summary>
/// The prints of half a year as the index house sends them abroad: a wide table in German, one row a day for both
/// series, in fen, with decimal commas and points between thousands.
/// </summary>
internal static class IndexTable
{
    public static readonly FiledTable Table = new("prints", Holds, AsRead, Bytes) { Map = "prints.map.json" };

    private const int Round = 1;
    private const decimal FenPerYuan = 100m;
    private const decimal PerCent = 100m;

    private const string Heading =
        "Mietpreisindex Rechenkarten, 1. Halbjahr 2025 (erfundene Daten, SYNTHETIC)\r\n"
        + "Fen je Kartenstunde, ohne Steuer; Veränderung zum Vortag in Prozent\r\n"
        + "Handelstag;910B3 Preis;910B3 Veränderung;910B3 Quellen;H800 Preis;H800 Veränderung;H800 Quellen\r\n";

    private static readonly LocalDatePattern Day = LocalDatePattern.CreateWithInvariantCulture("dd.MM.uuuu");

    private static readonly NumberFormatInfo German = new()
    {
        NumberDecimalSeparator = ",", NumberGroupSeparator = ".",
    };

    private static bool Holds(int round, Entry entry) => round == Round && entry.Data is IndexPublished;

    /// <summary>The id ends with the day as the table writes it.</summary>
    private static Entry AsRead(Entry entry) => entry with
    {
        Time = entry.Time.Date.AtMidnight(),
        Id = $"{((IndexPublished)entry.Data).Series}-{Day.Format(entry.Time.Date)}",
    };

    private static byte[] Bytes(IReadOnlyList<Entry> entries) => Encoding.UTF8.GetBytes(
        Heading + string.Concat(entries.GroupBy(entry => entry.Time.Date).Select(day =>
            $"{Day.Format(day.Key)};{string.Join(';', day.Select(entry => Cells((IndexPublished)entry.Data)))}\r\n")));

    private static string Cells(IndexPublished print)
    {
        var price = print.Price.Amount * FenPerYuan;
        var change = print.MatchedReturn.ValueOrNull()!.Value.Value * PerCent;
        return string.Create(German, $"{price:#,##0};{change:#,##0.00};{print.Constituents}");
    }
}

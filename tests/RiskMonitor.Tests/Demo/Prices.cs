using NodaTime;
using RiskMonitor.Market;
using RiskMonitor.Surveillance;
using RiskMonitor.Units;

namespace RiskMonitor.Tests.Demo;

/// <summary>
/// Rental prices: two chips, one print each weekday, falling by about a sixth a year, one print plainly wrong.
/// </summary>
internal sealed class Prices
{
    public static readonly ChipModel H800 = ChipModel.Of("H800 SXM");
    public static readonly ChipModel Ascend = ChipModel.Of("Ascend 910B3");

    private const decimal PerPrint = 0.99924m;

    private static readonly LocalDate First = new(2024, 6, 17);
    private static readonly LocalDate Last = new(2025, 12, 31);

    /// <summary>A slipped decimal point and more: 1.00 where about 11 was traded.</summary>
    private static readonly LocalDate BadPrint = new(2025, 3, 18);

    private readonly SortedDictionary<string, SortedDictionary<LocalDate, decimal>> prints =
        new(StringComparer.Ordinal)
        {
            [H800.Value] = Path("cn-h800-neocloud-1y", 13.1m),
            [Ascend.Value] = Path("cn-910b3-neocloud-1y", 6.4m),
        };

    /// <summary>The sound print on or after the day, by which on-demand hours are billed.</summary>
    public decimal At(ChipModel chip, LocalDate day) => prints[chip.Value].First(print => print.Key >= day).Value;

    public void File(Archive archive)
    {
        Publish(archive, H800, "cn-h800-neocloud-1y", BadPrint);
        Publish(archive, Ascend, "cn-910b3-neocloud-1y", bad: null);
    }

    private void Publish(Archive archive, ChipModel chip, string series, LocalDate? bad)
    {
        var before = 0m;
        foreach (var (day, sound) in prints[chip.Value])
        {
            var price = day == bad ? 1.00m : sound;
            archive.File(
                Reporters.Index,
                FormattableString.Invariant($"{series}-{day:uuuu-MM-dd}"),
                day,
                new IndexPublished(
                    SeriesId.Of(series), PriceKind.Rental, chip, Disclosed.Not<int>("not-applicable"),
                    RentalTenor.OneYear, MarketTier.Neocloud, Jurisdiction.Of("CN"), TaxIncluded: false,
                    new Money(price, Currency.Cny), Constituents: 9, "2024.1",
                    before == 0m
                        ? Disclosed.Not<Ratio>("not-applicable")
                        : Disclosed.Of(new Ratio(Math.Round((price / before) - 1m, 4)))),
                "daily fixing",
                evidence: Evidence.Measured);
            before = price;
        }
    }

    private static SortedDictionary<LocalDate, decimal> Path(string series, decimal start)
    {
        var chance = new Chance(series);
        var path = new SortedDictionary<LocalDate, decimal>();
        for (var (day, level) = (First, start); day <= Last; day = day.PlusDays(1))
        {
            if (day.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday))
            {
                path.Add(day, Math.Round(level * chance.Around(0.006m), 2));
                level *= PerPrint;
            }
        }

        return path;
    }
}

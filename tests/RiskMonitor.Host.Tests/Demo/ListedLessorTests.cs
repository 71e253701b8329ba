using System.Globalization;
using NodaTime;
using RiskMonitor.Surveillance;
using RiskMonitor.Tests;
using RiskMonitor.Units;

namespace RiskMonitor.Host.Tests.Demo;

/// <summary>The table of the listed lessor's README, held against the fold of the public accounts.</summary>
public sealed class ListedLessorTests
{
    private const string Party = "party/listed-lessor";

    public static TheoryData<string, string[]> Quarters()
    {
        var quarters = new TheoryData<string, string[]>();
        foreach (var row in File.ReadLines(Repo.Path("specs/demo/listed-lessor/README.md"))
                     .SkipWhile(line => !line.StartsWith("| quarter | LTV on book", StringComparison.Ordinal))
                     .Skip(2).TakeWhile(line => line.Length > 0)
                     .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1]))
        {
            quarters.Add(row[0], row[1..]);
        }

        return quarters;
    }

    [Fact]
    public void There_are_four_quarters() => Quarters().Count.ShouldBe(4);

    [Theory]
    [MemberData(nameof(Quarters))]
    public void The_fold_says_what_the_table_says(string quarter, string[] figures)
    {
        var assessment = At(quarter);
        var use = Indicator(assessment, "LTV_use");

        Rounded(Indicator(assessment, "LTV_B").Central, 3).ShouldBe(figures[0]);
        Rounded(Indicator(assessment, "ICR").Central, 2).ShouldBe(figures[1]);
        Rounded(use.Low, 4).ShouldBe(figures[2]);
        Rounded(use.Central, 4).ShouldBe(figures[3]);
        Rounded(use.High, 4).ShouldBe(figures[4]);
        $"{assessment.Readings.Single(reading => reading.Rule == "LEV-DETACH").Raising}"
            .ShouldBe("contested(price-decay)");
    }

    [Fact]
    public void No_alert_is_raised_where_the_band_does_not_agree()
    {
        Judged.ListedLessor.Standing.ShouldBeEmpty();
        Judged.ListedLessor.Withdrawn.ShouldBeEmpty();
        Judged.ListedLessor.Notices.ShouldBeEmpty();
    }

    private static Assessment At(string quarter)
    {
        var month = int.Parse(quarter[5..], CultureInfo.InvariantCulture);
        var first = new LocalDate(int.Parse(quarter[..4], CultureInfo.InvariantCulture), month, 1);
        return Judged.ListedLessor.On(Party, first.PlusMonths(1).PlusDays(-1));
    }

    private static Indicator Indicator(Assessment assessment, string name) =>
        assessment.Indicators.Single(indicator => indicator.Name == name);

    private static string Rounded(Figure? figure, int digits) => figure is { } known
        ? Math.Round(known.Value, digits).ToString($"F{digits}", CultureInfo.InvariantCulture)
        : "unknown";
}

using RiskMonitor.Analytics;

namespace RiskMonitor.Tests.Analytics;

public sealed class PowerTableTests
{
    /// <summary>Yearly factor, months, and the power in 40-digit arithmetic (mpmath 1.3, 45 digits carried).</summary>
    [Theory]
    [InlineData(0.01, 1, 0.6812920690579612854979881796300239646521)]
    [InlineData(0.01, 7, 0.06812920690579612854979881796300239646521)]
    [InlineData(0.01, 36, 0.000001)]
    [InlineData(0.01, 120, 1.0e-20)]
    [InlineData(0.01, 600, 1.0e-100)]
    [InlineData(0.25, 1, 0.8908987181403393047402262055905125079872)]
    [InlineData(0.25, 7, 0.4454493590701696523701131027952562539936)]
    [InlineData(0.25, 36, 0.015625)]
    [InlineData(0.25, 120, 0.00000095367431640625)]
    [InlineData(0.25, 600, 7.888609052210118054117285652827862296732e-31)]
    [InlineData(0.7, 1, 0.9707144696232223359736020961754524922428)]
    [InlineData(0.7, 7, 0.8121579939119762721138177572978691365221)]
    [InlineData(0.7, 36, 0.343)]
    [InlineData(0.7, 120, 0.0282475249)]
    [InlineData(0.7, 600, 0.00000001798465042647412146620280340569649349251)]
    [InlineData(0.75, 1, 0.9763115757773931944589865262061855193827)]
    [InlineData(0.75, 7, 0.845510626632038510843377660495810225219)]
    [InlineData(0.75, 36, 0.421875)]
    [InlineData(0.75, 120, 0.05631351470947265625)]
    [InlineData(0.75, 600, 0.0000005663216564269376246651146961451462555847)]
    [InlineData(0.8, 1, 0.9815765298737516736263313659754047830732)]
    [InlineData(0.8, 7, 0.8779487383664247224455870274633694059282)]
    [InlineData(0.8, 36, 0.512)]
    [InlineData(0.8, 120, 0.1073741824)]
    [InlineData(0.8, 600, 0.00001427247692705959881058285969449495136383)]
    [InlineData(0.85, 1, 0.9865480529881311119827655908877164715924)]
    [InlineData(0.85, 7, 0.9095523633779813885697627654560147089261)]
    [InlineData(0.85, 36, 0.614125)]
    [InlineData(0.85, 120, 0.19687440434072265625)]
    [InlineData(0.85, 600, 0.0002957646637126993239230789745646087659045)]
    [InlineData(0.95, 1, 0.9957346812224393343967909194230463425441)]
    [InlineData(0.95, 7, 0.970522115986902812827797286431948978094)]
    [InlineData(0.95, 36, 0.857375)]
    [InlineData(0.95, 120, 0.59873693923837890625)]
    [InlineData(0.95, 600, 0.07694497527671332927429437909583509214518)]
    [InlineData(1.0354, 1, 1.002903191578992273659180382216147529487)]
    [InlineData(1.0354, 7, 1.020500198928337848506334110297714114639)]
    [InlineData(1.0354, 36, 1.110003841864)]
    [InlineData(1.0354, 120, 1.416059840836933091015560575888992015258)]
    [InlineData(1.0354, 600, 5.693876358565749131486695801839634329848)]
    [InlineData(2, 1, 1.059463094359295264561825294946341700779)]
    [InlineData(2, 7, 1.498307076876681498799280732029795796302)]
    [InlineData(2, 36, 8.0)]
    [InlineData(2, 120, 1024.0)]
    [InlineData(2, 600, 1125899906842624.0)]
    [InlineData(0.5, -1, 1.059463094359295264561825294946341700779)]
    [InlineData(0.5, -36, 8.0)]
    [InlineData(0.5, -120, 1024.0)]
    [InlineData(0.5, -600, 1125899906842624.0)]
    [InlineData(1.0816, -1, 0.9934845327805992472385333367042513413693)]
    [InlineData(1.0816, -36, 0.7903145257301459411383379785692783783241)]
    [InlineData(1.0816, -120, 0.4563869462012924595627499052867066301089)]
    [InlineData(1.0816, -600, 0.01980004011392028833830908256880558655939)]
    [InlineData(1.1, -1, 0.9920889434469909522533372560690003385567)]
    [InlineData(1.1, -36, 0.7513148009015777610818933132982719759579)]
    [InlineData(1.1, -120, 0.3855432894295317473644036444788584120075)]
    [InlineData(1.1, -600, 0.008518551279500640612110176241233277887614)]
    [InlineData(1.12, -1, 0.9906003979430033473018262766026960372254)]
    [InlineData(1.12, -36, 0.7117802478134110787172011661807580174927)]
    [InlineData(1.12, -120, 0.3219732365906962127910325560948527564622)]
    [InlineData(1.12, -600, 0.003460181393740417359375633052126360093884)]
    [InlineData(1.14, -1, 0.9891403742729183878454385874674416302399)]
    [InlineData(1.14, -36, 0.6749715162020162749131986630164207070462)]
    [InlineData(1.14, -120, 0.2697438095188987280259349132903989248273)]
    [InlineData(1.14, -600, 0.001428096100128683329028983203682688796177)]
    [InlineData(6, -1, 0.8612992369614652759028944071281664407848)]
    [InlineData(6, -36, 0.00462962962962962962962962962962962962963)]
    [InlineData(6, -120, 0.00000001653817168792020186624667648901759555623)]
    [InlineData(6, -600, 1.237193076074428385112862067348866333307e-39)]
    public void A_power_agrees_with_forty_digit_arithmetic(double factor, int months, double expected)
    {
        Relative(Elementary.Pow(factor, months / 12.0), expected).ShouldBeLessThan(1e-12);

        var table = months > 0
            ? PowerTable.Decay(1 - factor, 12, months)
            : PowerTable.Discount(factor - 1, 12, -months);
        Relative(table[Math.Abs(months)], expected).ShouldBeLessThan(1e-12);
    }

    [Fact]
    public void An_entry_does_not_depend_on_the_length_of_its_table()
    {
        var (shorter, longer) = (PowerTable.Decay(0.25, 12, 36), PowerTable.Decay(0.25, 12, 120));

        Enumerable.Range(0, 37).ShouldAllBe(month => shorter[month].Equals(longer[month]));
        (shorter.Steps, shorter[0]).ShouldBe((36, 1));
    }

    [Fact]
    public void What_loses_everything_keeps_only_the_start()
    {
        var table = PowerTable.Decay(1, 12, 2);

        (table[0], table[1], table[2]).ShouldBe((1, 0, 0));
    }

    [Fact]
    public void A_rate_without_a_real_power_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => PowerTable.Decay(1.01, 12, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => PowerTable.Discount(-1, 12, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => PowerTable.Discount(0.1, 12, -1));
        Should.Throw<ArgumentException>(
            () => new AnnuityTable(PowerTable.Decay(0, 12, 3), PowerTable.Discount(0, 12, 4)));
    }

    [Fact]
    public void An_annuity_is_the_sum_of_its_payments()
    {
        var (decay, discount) = (PowerTable.Decay(0.3, 12, 40), PowerTable.Discount(0.11, 12, 40));
        var annuity = new AnnuityTable(decay, discount);
        var months = Enumerable.Range(6, 13).ToList(); // after month 5, to month 18

        Relative(annuity.Level(5, 18), months.Sum(month => discount[month])).ShouldBeLessThan(1e-14);
        Relative(annuity.Decaying(5, 18), months.Sum(month => decay[month] * discount[month])).ShouldBeLessThan(1e-14);
        annuity.Discount(18).ShouldBe(discount[18]);
    }

    private static double Relative(double actual, double expected) => Math.Abs((actual - expected) / expected);
}

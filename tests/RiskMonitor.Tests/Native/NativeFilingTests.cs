using System.Text;
using RiskMonitor.Collateral;
using RiskMonitor.Filing;
using RiskMonitor.Host.Native;
using RiskMonitor.Host.Native.Inspection;

namespace RiskMonitor.Tests.Native;

/// <summary>What holds for every native format, shown by the smallest.</summary>
public sealed class NativeFilingTests
{
    private const string Header = "date,pool,site,chip,method,found,missing,inspector,independence";

    private static readonly Declaration Shanghai = Declaration.None with { TimeZone = "Asia/Shanghai" };

    [Fact]
    public void A_row_becomes_a_fact_of_the_local_day()
    {
        var line = Read(Header, "2025-03-31,p07,hefei-3,H800 SXM,on-site,0,512,inspector-1,independent").Single();

        line.Errors.ShouldBeEmpty();
        line.Line.ShouldBe(2);
        line.Fact!.Time.ToString().ShouldBe("2025-03-30T16:00:00Z");
        line.Fact.Data.ShouldBe(new CardsCounted(
            PoolId.Of("p07"), SiteId.Of("hefei-3"), ChipModel.Of("H800 SXM"), CountMethod.OnSite, 0, 512,
            PartyId.Of("inspector-1"), InspectorIndependence.Independent));
    }

    [Fact]
    public void Every_mistake_of_a_row_is_named_with_its_column_and_the_rows_beside_it_stand()
    {
        var lines = Read(
            Header,
            "31.03.2025,p07,hefei-3,H800 SXM,guess,many,512,inspector-1,",
            "2025-03-31,p07,hefei-3,H800 SXM,on-site",
            "2025-03-31,p08,hefei-3,H800 SXM,power,8,0,inspector-1,independent").ToList();

        lines.SelectMany(line => line.Errors).Select(error => (error.Line, error.Column, error.Rule, error.Value))
            .ShouldBe(
            [
                (2, "date", "MAP-007", "31.03.2025"), (2, "method", "MAP-008", "guess"),
                (2, "found", "MAP-006", "many"), (2, "independence", "MAP-004", string.Empty),
                (3, null, "MAP-002", "5 cells"),
            ]);
        lines.Count(line => line.Fact is not null).ShouldBe(1);
    }

    [Fact]
    public void A_column_that_is_not_there_is_named_and_nothing_is_read()
    {
        var lines = Read("date,pool,site,chip,method,found,missing,inspector", "2025-03-31,p07").ToList();

        lines.Single().Errors.Single().Column.ShouldBe("independence");
    }

    [Fact]
    public void The_same_row_has_the_same_id_whatever_stands_around_it()
    {
        const string Row = "2025-03-31,p07,hefei-3,H800 SXM,on-site,0,512,inspector-1,independent";
        var other = Row.Replace("p07", "p08", StringComparison.Ordinal);

        var alone = Read(Header, Row).Single().Fact!.Id;
        var second = Read(Header, other, Row).Last().Fact!.Id;

        second.ShouldBe(alone);
        Read(Header, other).Single().Fact!.Id.ShouldNotBe(alone);
    }

    [Fact]
    public void What_the_lines_say_is_what_the_reader_of_lines_reads()
    {
        var file = Encoding.UTF8.GetBytes(
            $"{Header}\n2025-03-31,p07,hefei-3,H800 SXM,on-site,0,512,inspector-1,independent\nbroken\n");
        var tape = NativeTape.Read(new MemoryStream(file), new InspectionFormat(), Shanghai, "urn:local:inspector");

        tape.Errors.Single().Line.ShouldBe(3);
        new FilingReader(new FilingScope("urn:local:inspector", MayOversee: false))
            .Read(new System.Buffers.ReadOnlySequence<byte>(tape.Lines), FilingForm.Ndjson)
            .Single().Errors.ShouldBeEmpty();
    }

    private static IEnumerable<FilingLine> Read(params string[] lines) =>
        new NativeFiling(new InspectionFormat(), Shanghai, "urn:local:inspector")
            .Read(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n")));
}

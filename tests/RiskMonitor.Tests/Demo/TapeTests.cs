using RiskMonitor.Filing;
using RiskMonitor.Host.Filing.Csv;

namespace RiskMonitor.Tests.Demo;

/// <summary>Tables of several shapes, each read by its mapping as anybody's table is.</summary>
public sealed class TapeTests
{
    private const string Folder = "specs/demo/synthetic-province";

    [Theory]
    [InlineData("tape")] // lender B's draws and repayments
    [InlineData("prints")] // of the index house
    public void The_table_says_what_the_stories_tell(string name)
    {
        var tape = Filings.Of(Province.Tell()).Single(file => file.Table?.Name == name);
        var map = CsvMap.Read(File.ReadAllBytes(Repo.Path($"{Folder}/{tape.Table!.Map}")));
        using var table = File.OpenRead(Repo.Path($"{Folder}/{tape.Name}"));

        var read = new CsvFiling(map, tape.Source)
            .Read(table, new FilingReader(new FilingScope(tape.Source, MayOversee: false))).ToList();

        read.SelectMany(line => line.Errors).ShouldBeEmpty();
        read.Select(line => (line.Fact!.Id, line.Fact.Time, line.Fact.Data))
            .ShouldBe(tape.Facts.Select(fact => (fact.FiledId, fact.ValidTime, (object)fact.Data)));
    }
}

using RiskMonitor.Host.Native;
using RiskMonitor.Utilization;

namespace RiskMonitor.Tests.Demo;

/// <summary>Native files of the demo, each read by its declaration as anybody's is.</summary>
public sealed class NativeFilesTests
{
    private const string Folder = "specs/demo/synthetic-province";

    [Theory]
    [InlineData("lessor-invoice", 24)] // four contracts, six months
    [InlineData("camt053", 282)] // what came in and what went out in half a year
    public void A_native_file_says_what_the_stories_tell(string name, int facts)
    {
        var told = Filings.Of(Province.Tell()).Single(file => file.Table?.Format == name);
        var declaration = Declaration.Read(File.ReadAllBytes(Repo.Path($"{Folder}/{told.Table!.Declare}")));
        using var file = File.OpenRead(Repo.Path($"{Folder}/{told.Name}"));

        var read = new NativeFiling(NativeFormats.Document(name)!, declaration, told.Source).Read(file).ToList();

        read.SelectMany(line => line.Errors).ShouldBeEmpty();
        read.Count.ShouldBe(facts);
        read.Select(line => (line.Fact!.Time, line.Fact.Data))
            .ShouldBe(told.Facts.Select(fact => (fact.ValidTime, (object)fact.Data)), ignoreOrder: true);
    }

    [Fact]
    public void Samples_say_hour_by_hour_what_the_stories_tell()
    {
        var told = Filings.Of(Province.Tell()).Single(file => file.Table == SampleFile.Table);
        var use = (UtilizationReported)told.Facts.Single().Data;
        var declaration = Declaration.Read(File.ReadAllBytes(Repo.Path($"{Folder}/{told.Table!.Declare}")));

        var read = SampledUse.Read(
                NativeFormats.OfDevices(told.Table.Format!)!, declaration,
                File.ReadAllBytes(Repo.Path($"{Folder}/{told.Name}")), told.Source)
            .Select(line => (UtilizationReported)line.Fact!.Data).ToList();

        read[0].Start.ShouldBe(use.Start);
        read.Select(block => block.Profile).Distinct().ShouldBe([use.Profile]);
        read.SelectMany(block => block.Active).ShouldBe(use.Active);
        read.SelectMany(block => block.Allocated).ShouldBe(use.Allocated);
        read.SelectMany(block => block.Offline).ShouldBe(use.Offline);
    }
}

using RiskMonitor.Host.Native;

namespace RiskMonitor.Tests.Demo;

/// <summary>Operator A's native file, read by its declaration as anybody's is.</summary>
public sealed class InvoiceTests
{
    private const string Folder = "specs/demo/synthetic-province";

    [Fact]
    public void The_invoices_say_the_bills_that_the_stories_tell()
    {
        var invoices = Filings.Of(Province.Tell()).Single(file => file.Table?.Format is not null);
        var format = NativeFormats.Document(invoices.Table!.Format!)!;
        var declaration = Declaration.Read(File.ReadAllBytes(Repo.Path($"{Folder}/{invoices.Table.Declare}")));
        using var file = File.OpenRead(Repo.Path($"{Folder}/{invoices.Name}"));

        var read = new NativeFiling(format, declaration, invoices.Source).Read(file).ToList();

        read.SelectMany(line => line.Errors).ShouldBeEmpty();
        read.Count.ShouldBe(24); // four contracts, six months
        read.Select(line => (line.Fact!.Time, line.Fact.Data))
            .ShouldBe(invoices.Facts.Select(fact => (fact.ValidTime, (object)fact.Data)), ignoreOrder: true);
    }
}

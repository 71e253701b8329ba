using System.Text;
using System.Text.Json;
using RiskMonitor.Host.Native;
using RiskMonitor.Wire;

namespace RiskMonitor.Tests.Native;

public sealed class DeclarationTests
{
    [Fact]
    public void The_example_can_be_read_and_says_whose_a_row_is()
    {
        var declared = Declaration.Read(File.ReadAllBytes(Repo.Path("specs/native/example.declaration.json")));

        Pattern.UseOf(declared, column => column == "SubAccountId" ? "lessor-east" : null)!.Pool.Value.ShouldBe("p01");
        Pattern.UseOf(declared, _ => null).ShouldBeNull();
        Pattern.GroupOf(declared, "npu-b-7")!.DiesPerCard.ShouldBe(2);
    }

    [Theory]
    [InlineData("""{"name":"a","timeZone":"Mars"}""", "IANA")]
    [InlineData("""{"name":"a","timeZone":"UTC","cardsPerMachine":{"x":0}}""", "cardsPerMachine/x")]
    [InlineData("""{"name":"a","timeZone":"UTC","devices":[{"pool":"p","hosts":[]}]}""", "devices/0/hosts")]
    [InlineData(
        """{"name":"a","timeZone":"UTC","bills":[{"contract":"c","pool":"p","payer":"a","payee":"b","when":{}}]}""",
        "bills/0/when")]
    [InlineData("""{"name":"a","timeZone":"UTC","colour":"red"}""", "colour")]
    public void What_is_wrong_is_named(string json, string named) =>
        Should.Throw<FormatException>(() => Declaration.Read(Encoding.UTF8.GetBytes(json))).Message
            .ShouldContain(named);

    [Fact]
    public void The_schema_is_that_of_the_declaration()
    {
        var schema = EventSchema.Of("declaration", typeof(Declaration));
        schema["$id"] = "urn:riskmonitor:native:declaration";
        schema["title"] = "What native files do not say";

        Written.Match(
            "specs/native/declaration.schema.json",
            schema.ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }) + "\n");
    }

    [Fact]
    public void Every_format_has_a_page_and_every_page_a_format() =>
        Directory.GetFiles(Repo.Path("specs/native"), "*.md").Select(page => Path.GetFileNameWithoutExtension(page)!)
            .Where(page => page != "README").Order(StringComparer.Ordinal).ShouldBe(NativeFormats.Names);
}

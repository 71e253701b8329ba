using System.Buffers;
using System.Text;
using RiskMonitor.Filing;

namespace RiskMonitor.Tests.Demo;

/// <summary>What lies under specs/demo is what the stories tell, byte for byte, and files without an error.</summary>
public sealed class DemoFilesTests
{
    private const string Province = "specs/demo/synthetic-province";
    private const string Lessor = "specs/demo/listed-lessor";

    private static readonly IReadOnlyList<FiledFile> Files = Filings.Of(Demo.Province.Tell());

    [Fact]
    public void The_files_of_the_province_are_what_the_stories_file()
    {
        foreach (var file in Files)
        {
            Match($"{Province}/{file.Name}", file.Bytes());
        }

        Match($"{Province}/filings.json", Encoding.UTF8.GetBytes(Filings.Manifest(Files)));
    }

    [Fact]
    public void The_listed_lessor_is_overseen_as_the_code_says()
    {
        var files = ListedLessor.Files();
        Match($"{Lessor}/{files[^1].Name}", files[^1].Bytes());
        Match($"{Lessor}/filings.json", Encoding.UTF8.GetBytes(Filings.Manifest(files)));
    }

    [Fact]
    public void Every_filing_that_lies_there_is_on_the_list()
    {
        Filed(Province).ShouldBe(Files.Select(file => file.Name).Order(StringComparer.Ordinal));
        Filed(Lessor).ShouldBe(ListedLessor.Files().Select(file => file.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_line_passes_the_rules_of_filing()
    {
        foreach (var (folder, file) in Files.Where(file => file.Table is null).Select(file => (Province, file))
                     .Concat(ListedLessor.Files().Select(file => (Lessor, file))))
        {
            var bytes = File.ReadAllBytes(Repo.Path($"{folder}/{file.Name}"));
            var reader = new FilingReader(new FilingScope(file.Source, file.Source == Reporters.Supervisor));
            reader.Read(new ReadOnlySequence<byte>(bytes), FilingForm.Ndjson)
                .SelectMany(line => line.Errors).Select(error => $"{file.Name}: {error}").ShouldBeEmpty();
        }
    }

    private static IEnumerable<string> Filed(string folder) =>
        Directory.EnumerateFiles(Repo.Path(folder)).Select(path => Path.GetFileName(path))
            .Where(name => Path.GetExtension(name) is ".ndjson" or ".csv" or ".xml"
                || name.EndsWith("-samples.json", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static void Match(string path, byte[] expected)
    {
        var file = Repo.Path(path);
        if (Accepting.IsOn)
        {
            File.WriteAllBytes(file, expected);
        }

        (File.Exists(file) && File.ReadAllBytes(file).AsSpan().SequenceEqual(expected)).ShouldBeTrue(
            $"{path} is not what the code says, byte for byte. If the code is right, run with ACCEPT=1.");
    }
}

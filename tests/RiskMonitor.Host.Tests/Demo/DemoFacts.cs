using System.Buffers;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using RiskMonitor.Filing;
using RiskMonitor.Host.Demo;
using RiskMonitor.Host.Filing.Csv;
using RiskMonitor.Host.Native;
using RiskMonitor.Policy;
using RiskMonitor.Surveillance;
using RiskMonitor.Tests;
using RiskMonitor.Tests.Demo;

namespace RiskMonitor.Host.Tests.Demo;

/// <summary>
/// The facts of one track of the demo in the order of filing, each file followed by its receipt, without a store.
/// </summary>
internal static class DemoFacts
{
    private const string Supervisor = "urn:local:supervisor";

    public static IReadOnlyList<SealedFact> Of(string track)
    {
        var folder = Repo.Path($"specs/demo/{track}");
        var files = JsonSerializer.Deserialize<DemoFile[]>(
            File.ReadAllText(Path.Combine(folder, "filings.json")), JsonSerializerOptions.Web)!;
        var facts = new List<SealedFact>();
        var ordinal = 0L;
        foreach (var file in files.Select(file => file with { Folder = folder }))
        {
            var lines = Read(file).ToList();
            lines.SelectMany(line => line.Errors).Select(error => $"{file.File}: {error}").ShouldBeEmpty();
            foreach (var fact in lines.Select(line => line.Fact!))
            {
                facts.Add(At(facts.Count, ordinal++, fact.Id, fact.Time, fact.Evidence, fact.Data));
            }

            facts.Add(At(
                facts.Count, ordinal, new FiledId(file.Source, $"filing:{file.File}"), facts[^1].ValidTime,
                Evidence.Documented, Receipt(file, lines))); // a receipt has no ordinal of its own
        }

        return facts;
    }

    private static IEnumerable<FilingLine> Read(DemoFile file)
    {
        var reader = new FilingReader(new FilingScope(file.Source, file.Source == Supervisor));
        var bytes = File.ReadAllBytes(file.Path);
        if (file.Format is { } format)
        {
            var declaration = Declaration.Read(File.ReadAllBytes(file.Beside(file.Declare!)));
            return NativeFormats.OfDevices(format) is { } samples
                ? SampledUse.Read(samples, declaration, bytes, file.Source)
                : new NativeFiling(NativeFormats.Document(format)!, declaration, file.Source)
                .Read(new MemoryStream(bytes));
        }

        return file.Map is null
            ? reader.Read(new ReadOnlySequence<byte>(bytes), FilingForm.Ndjson)
            : new CsvFiling(CsvMap.Read(File.ReadAllBytes(file.Beside(file.Map))), file.Source)
                .Read(new MemoryStream(bytes), reader);
    }

    private static FilingAccepted Receipt(DemoFile file, List<FilingLine> lines) => new(
        file.Source, file.File, file.File, new string('0', 64), lines.Count, lines.Count, Duplicate: 0, Rejected: 0,
        lines[0].Fact!.Id.Id, lines[^1].Fact!.Id.Id,
        file.Covers is { } covers
            ? new CoveredPeriod(
                Enum.Parse<ReportedKind>(covers.Kind, ignoreCase: true), Day(covers.From), Day(covers.To))
            : null);

    private static LocalDate Day(string text) => LocalDatePattern.Iso.Parse(text).Value;

    /// <summary>All is sealed in February 2026, a second apart: no alert depends on it.</summary>
    private static SealedFact At(int position, long ordinal, FiledId id, Instant valid, Evidence evidence, object data)
    {
        var now = Instant.FromUtc(2026, 2, 2, 0, 0) + Duration.FromSeconds(position);
        return new SealedFact(position, ordinal, now, now, id, valid, evidence, data);
    }
}

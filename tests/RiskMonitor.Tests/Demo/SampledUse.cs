using NodaTime;
using RiskMonitor.Filing;
using RiskMonitor.Host.Native;
using RiskMonitor.Host.Telemetry;

namespace RiskMonitor.Tests.Demo;

/// <summary>The use that follows from a file of samples, by the code of the server and without its table.</summary>
internal static class SampledUse
{
    public static IEnumerable<FilingLine> Read(
        ITelemetryFormat format, Declaration declaration, byte[] bytes, string source)
    {
        var file = format.Open(new MemoryStream(bytes), declaration);
        var rows = file.Rows().ToList();
        rows.Where(row => row.Error is not null).ShouldBeEmpty();
        var pool = declaration.Devices!.Single().Pool;
        var reader = new FilingReader(new FilingScope(source, MayOversee: false));
        return rows.Select(row => row.Sample).GroupBy(sample => sample.At.InUtc().Date).OrderBy(day => day.Key)
            .SelectMany(day => UseFacts.Of(pool, source, file.Exporter!, Of(day.Key, day, declaration), []))
            .Select((said, index) => reader.Read(EventLine.Of(said.Fact, source), index + 1));
    }

    private static DayOfUse Of(LocalDate day, IEnumerable<Sample> samples, Declaration declaration)
    {
        var use = new UseDay(
            day, host => Pattern.GroupOf(declaration, host)!, declaration.Exporter!.ScrapeSeconds);
        foreach (var sample in samples.Select(one => new PlacedSample(
            one.Device.Host, one.Device.Place, one.Device.Id, one.At, one.Quantity, one.Value)).Order())
        {
            use.Add(sample);
        }

        return use.End();
    }
}

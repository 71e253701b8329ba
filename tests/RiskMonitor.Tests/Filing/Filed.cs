using System.Buffers;
using System.Text;
using RiskMonitor.Filing;

namespace RiskMonitor.Tests.Filing;

/// <summary>A right line, to be made wrong in one place by the test at hand.</summary>
internal static class Filed
{
    public const string Draw =
        """
        {"specversion":"1.0","id":"d-1","source":"urn:local:bank","type":"facility-drawn.v1",
        "subject":"facility/f-1","time":"2026-01-05T08:00:00+08:00","evidence":"documented",
        "data":{"facility":"f-1","amount":{"amount":"1250000.5","currency":"CNY"}}}
        """;

    public static readonly FilingScope Bank = new("urn:local:bank", MayOversee: false);

    public static readonly FilingScope Supervisor = new("urn:local:supervisor", MayOversee: true);

    public static FilingLine Read(string line, FilingScope? scope = null) =>
        new FilingReader(scope ?? Bank).Read(Encoding.UTF8.GetBytes(line.ReplaceLineEndings("")), 1);

    public static List<FilingLine> ReadAll(string filing, FilingForm form = FilingForm.Ndjson) =>
        [.. new FilingReader(Bank).Read(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(filing)), form)];

    /// <summary>An event of the bank about any subject.</summary>
    public static string Event(
        string type,
        string subject,
        string data,
        string time = "2026-01-05T00:00:00Z",
        string source = "urn:local:bank") =>
        $$"""
        {"specversion":"1.0","id":"e-1","source":"{{source}}","type":"{{type}}","subject":"{{subject}}",
        "time":"{{time}}","evidence":"declared","data":{{data}}}
        """;

    public static string Shown(FilingLine line) =>
        string.Join("; ", line.Errors.Select(error => $"{error.Rule} {error.Pointer}"));
}

using System.Runtime.InteropServices;
using System.Text.Json;
using RiskMonitor.Wire;

namespace RiskMonitor.Filing;

/// <summary>Takes one line apart and names all that is wrong with it. Slow, and only for lines that need it.</summary>
internal sealed class Diagnosis(ReadOnlyMemory<byte> line, int number, FilingScope scope)
{
    private readonly Findings findings = new(number);

    public FilingLine Read()
    {
        var fact = Form.Parse(line, findings) is { } document ? Fact(document) : null;
        return findings.Count == 0 && fact is not null
            ? new FilingLine(number, fact, [])
            : new FilingLine(number, Fact: null, findings.All);
    }

    private FiledFact? Fact(JsonDocument document)
    {
        using (document)
        {
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                findings.Add(FilingRules.NotAnObject, string.Empty, root.GetRawText());
                return null;
            }

            var envelope = new EnvelopeWalk(findings, scope);
            envelope.Read(root);
            var data = envelope.Data is { } json ? Data(json, envelope) : null;
            return data is null || findings.Count > 0
                ? null
                : new FiledFact(
                    new FiledId(scope.Source, envelope.Text("id")!), envelope.Text("type")!,
                    envelope.Text("subject")!, envelope.Time!.Value, envelope.Evidence!.Value,
                    envelope.Text("sourceref"), data, number, CanonicalHash.Of(line.Span));
        }
    }

    private object? Data(JsonElement json, EnvelopeWalk envelope)
    {
        var before = findings.Count;
        var walk = new DialectWalk(findings);
        if (envelope.DataType is not { } type)
        {
            walk.Any(json, "/data");
            return null;
        }

        walk.Object(json, type, "/data");
        return findings.Count == before && IsSmallEnough(json) ? Checked(json, type, envelope) : null;
    }

    private object? Checked(JsonElement json, Type type, EnvelopeWalk envelope)
    {
        try
        {
            var data = (IFact)json.Deserialize(type, Json.Options)!;
            if (envelope.Text("subject") is { } subject && subject != data.Stream)
            {
                findings.Add(FilingRules.SubjectMismatch, "/subject", subject, $"The data belongs to {data.Stream}.");
            }

            FactChecks.Pass(data, envelope.Time, scope, findings);
            return data;
        }
        catch (Exception broken) when (Unreadable.Is(broken))
        {
            findings.Add(FilingRules.ValueMalformed, "/data", json.GetRawText());
            return null;
        }
    }

    private bool IsSmallEnough(JsonElement json)
    {
        if (JsonMarshal.GetRawUtf8Value(json).Length <= FilingLimits.DataBytes)
        {
            return true; // the canonical form is never longer
        }

        var length = CanonicalJson.Of(json).Length;
        if (length > FilingLimits.DataBytes)
        {
            findings.Add(
                FilingRules.DataTooLarge, "/data", message: $"{FilingRules.DataTooLarge.Text} It is {length} bytes.");
        }

        return length <= FilingLimits.DataBytes;
    }
}

using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using RiskMonitor.Wire;

namespace RiskMonitor.Filing;

/// <summary>
/// Turns filed lines into facts, or into everything that is wrong with them. A right line is read once; only a line
/// that fails is taken apart to say why. Keeps nothing, so that any number of threads may share one.
/// </summary>
public sealed class FilingReader(FilingScope scope)
{
    /// <summary>Every line of a whole filing, in its order. Blank lines are passed over, but counted.</summary>
    public IEnumerable<FilingLine> Read(ReadOnlySequence<byte> filing, FilingForm form)
    {
        var splitter = FilingSplitter.For(form);
        while (splitter.TryRead(ref filing, isLast: true, out var line))
        {
            yield return Read(line);
        }
    }

    public FilingLine Read(RawLine raw)
    {
        if (raw.Broken is { } rule)
        {
            return new FilingLine(raw.Number, Fact: null, [FilingError.Of(raw.Number, rule, null, rule.Text, null)]);
        }

        return Read(raw.Bytes.IsSingleSegment ? raw.Bytes.First : raw.Bytes.ToArray(), raw.Number);
    }

    /// <summary>One line without its line feed. Whatever the bytes are, nothing is thrown.</summary>
    /// <param name="number">Counted from 1.</param>
    public FilingLine Read(ReadOnlyMemory<byte> line, int number)
    {
        if (line.Length > FilingLimits.LineBytes)
        {
            return Read(new RawLine(number, ReadOnlySequence<byte>.Empty, FilingRules.LineTooLong));
        }

        var findings = new Findings(number);
        if (Quick(line, number, findings) is { } fact)
        {
            return new FilingLine(number, fact, []);
        }

        return findings.Count > 0
            ? new FilingLine(number, Fact: null, findings.All)
            : new Diagnosis(line, number, scope).Read();
    }

    /// <summary>The fact, or null with findings where the data can be read but breaks a rule of values.</summary>
    private FiledFact? Quick(ReadOnlyMemory<byte> line, int number, Findings findings)
    {
        try
        {
            var envelope = default(QuickEnvelope);
            if (!Utf8.IsValid(line.Span) || !envelope.Read(line.Span)
                || envelope.SpecVersion != Envelope.SpecVersion
                || envelope.Source != scope.Source
                || !Envelope.IsId(envelope.Id!)
                || EventCatalogue.Find(envelope.Type!) is not { } type
                || Envelope.Forbidden(type, scope) is not null
                || Envelope.Time(envelope.Time!) is not { } time
                || Envelope.EvidenceOf(envelope.Evidence!) is not { } evidence
                || (envelope.SourceRef is { } reference && !Envelope.IsSourceRef(reference)))
            {
                return null;
            }

            var json = line.Span.Slice(envelope.DataStart, envelope.DataLength);
            var data = (IFact)JsonSerializer.Deserialize(json, type, Json.Options)!;
            if (data.Stream != envelope.Subject || !FactChecks.Pass(data, time, scope, findings))
            {
                return null;
            }

            return new FiledFact(
                new FiledId(envelope.Source, envelope.Id!), envelope.Type!, envelope.Subject, time, evidence,
                envelope.SourceRef, data, number, CanonicalHash.Of(line.Span));
        }
        catch (Exception broken) when (Unreadable.Is(broken))
        {
            return null;
        }
    }
}

using System.Text.Json;
using NodaTime;
using RiskMonitor.Surveillance;

namespace RiskMonitor.Filing;

/// <summary>Goes through the members of one event and names everything that is wrong with them.</summary>
internal sealed class EnvelopeWalk(Findings findings, FilingScope scope)
{
    private readonly SortedDictionary<string, string> texts = new(StringComparer.Ordinal);

    public JsonElement? Data { get; private set; }

    /// <summary>Null where the type is unknown or not for this reporter to file.</summary>
    public Type? DataType { get; private set; }

    public Instant? Time { get; private set; }

    public Evidence? Evidence { get; private set; }

    public string? Text(string member) => texts.GetValueOrDefault(member);

    public void Read(JsonElement root)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var walk = new DialectWalk(findings);
        foreach (var member in root.EnumerateObject())
        {
            if (walk.Name(member, string.Empty) is not { } name)
            {
                continue;
            }

            if (!seen.Add(name))
            {
                findings.Add(FilingRules.DuplicateMember, Pointer.To(string.Empty, name), name);
            }
            else
            {
                Member(name, member.Value);
            }
        }

        foreach (var name in Envelope.Required.Where(name => !seen.Contains(name)))
        {
            findings.Add(
                FilingRules.MissingMember, Pointer.To(string.Empty, name), message: $"The member {name} is missing.");
        }

        Judge();
    }

    private void Member(string name, JsonElement value)
    {
        var pointer = Pointer.To(string.Empty, name);
        if (Envelope.ServerFields.Contains(name))
        {
            findings.Add(FilingRules.ServerField, pointer, name);
        }
        else if (name != "sourceref" && !Envelope.Required.Contains(name))
        {
            findings.Add(FilingRules.UnknownMember, pointer, name, $"There is no member {name} here.");
        }
        else if (value.ValueKind == JsonValueKind.Null)
        {
            findings.Add(FilingRules.NullValue, pointer, "null");
        }
        else if (name == "data")
        {
            Data = value;
        }
        else if (value.ValueKind != JsonValueKind.String)
        {
            findings.Add(FilingRules.WrongKind, pointer, value.GetRawText(), "A string belongs here.");
        }
        else if (Leaf.Text(value, pointer, findings) is { } text)
        {
            texts.Add(name, text);
        }
    }

    private void Judge()
    {
        Ask("specversion", FilingRules.SpecVersion, text => text == Envelope.SpecVersion);
        Ask("id", FilingRules.IdMalformed, Envelope.IsId);
        Ask("source", FilingRules.SourceNotYours, text => text == scope.Source);
        Ask("time", FilingRules.TimeMalformed, text => (Time = Envelope.Time(text)) is not null);
        Ask("evidence", FilingRules.EvidenceUnknown, text => (Evidence = Envelope.EvidenceOf(text)) is not null);
        Ask("sourceref", FilingRules.SourceRefMalformed, Envelope.IsSourceRef);
        Ask("type", FilingRules.TypeUnknown, text => (DataType = EventCatalogue.Find(text)) is not null);
        if (DataType is { } type && Envelope.Forbidden(type, scope) is { } forbidden)
        {
            findings.Add(forbidden, "/type", Text("type"));
            DataType = null;
        }
    }

    private void Ask(string member, FilingRule rule, Func<string, bool> holds)
    {
        if (Text(member) is { } text && !holds(text))
        {
            findings.Add(rule, Pointer.To(string.Empty, member), text);
        }
    }
}

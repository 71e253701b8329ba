using System.Xml;
using RiskMonitor.Filing;
using RiskMonitor.Host.Native.Payments;

namespace RiskMonitor.Host.Native.Camt;

/// <summary>Statements of accounts in ISO 20022, camt.053.001.02 to .08.</summary>
public sealed class CamtFormat : INativeFormat
{
    private const string Namespace = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.";
    private const long MostCharacters = 1L << 30;

    private const string NoReferences =
        "External references are refused: a statement has no document type (DTD) and no entities of its own.";

    private static readonly string[] Versions = ["02", "03", "04", "05", "06", "07", "08"];

    public string Name => "camt053";

    public string Says => "ISO 20022 camt.053 statement, versions 02 to 08";

    public IEnumerable<NativeRow> Read(Stream file, Declaration declaration)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = MostCharacters,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            CloseInput = true,
        };
        using var reader = XmlReader.Create(new BoundedTags(file), settings);
        var walk = new CamtWalk(reader, new PaymentMatch(declaration));
        NativeRow? wrong = null;
        while (wrong is null)
        {
            IReadOnlyList<NativeRow>? rows = null;
            try
            {
                if ((rows = walk.Next()) is null)
                {
                    yield break;
                }
            }
            catch (XmlUnsafeException unsafeForm)
            {
                wrong = Wrong(reader, FilingRules.NativeFormUnsafe, unsafeForm.Message);
            }
            catch (XmlException broken)
            {
                var isUnsafe = broken.Message.Contains("DTD", StringComparison.Ordinal)
                    || broken.Message.Contains("entit", StringComparison.OrdinalIgnoreCase);
                wrong = NativeRow.Wrong(
                    broken.LineNumber > 0 ? broken.LineNumber : Math.Max(((IXmlLineInfo)reader).LineNumber, 1),
                    isUnsafe ? FilingRules.NativeFormUnsafe : FilingRules.NativeMalformed,
                    column: null, isUnsafe ? NoReferences : Words(broken), value: null);
            }

            foreach (var row in rows ?? [])
            {
                yield return row;
            }
        }

        yield return wrong;
    }

    /// <summary>Whether the namespace is one of the versions that are read.</summary>
    internal static bool IsRead(string name) => name.StartsWith(Namespace, StringComparison.Ordinal)
        && Versions.Contains(name[Namespace.Length..], StringComparer.Ordinal);

    /// <summary>The line stands beside the message already.</summary>
    private static string Words(XmlException broken)
    {
        var place = FormattableString.Invariant($" Line {broken.LineNumber}, position {broken.LinePosition}.");
        return broken.Message.EndsWith(place, StringComparison.Ordinal)
            ? broken.Message[..^place.Length]
            : broken.Message;
    }

    private static NativeRow Wrong(XmlReader reader, FilingRule rule, string message) =>
        NativeRow.Wrong(Math.Max(((IXmlLineInfo)reader).LineNumber, 1), rule, column: null, message, value: null);
}

using System.Globalization;
using System.Xml;
using RiskMonitor.Filing;
using RiskMonitor.Host.Native.Payments;

namespace RiskMonitor.Host.Native.Camt;

/// <summary>Goes through a camt.053 file entry by entry, in memory for one of them.</summary>
internal sealed class CamtWalk(XmlReader reader, PaymentMatch match)
{
    private readonly Dictionary<string, int> alike = new(StringComparer.Ordinal);
    private Holder account = new(null, null);
    private string statement = string.Empty;
    private bool isNamed;
    private bool isOver;

    /// <summary>What the next entry says; null at the end of the file.</summary>
    /// <exception cref="XmlException">The file is no XML, or was cut off.</exception>
    /// <exception cref="XmlUnsafeException">It is beyond a bound.</exception>
    public IReadOnlyList<NativeRow>? Next()
    {
        while (!isOver && reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            if (!isNamed)
            {
                isNamed = true;
                if (reader.LocalName != "Document" || !CamtFormat.IsRead(reader.NamespaceURI))
                {
                    isOver = true; // nothing of it is read
                    return
                    [
                        NativeRow.Wrong(
                            1, FilingRules.NativeMalformed, column: null,
                            "This is no camt.053.001 in a version from 02 to 08.", reader.NamespaceURI),
                    ];
                }
            }

            switch (reader.LocalName)
            {
                case "Stmt":
                    (account, statement) = (new Holder(null, null), string.Empty);
                    alike.Clear();
                    break;
                case "Id" when reader.Depth == 3:
                    statement = XmlTree.Read(reader).Text;
                    break;
                case "Acct" when reader.Depth == 3:
                    account = CamtEntry.HolderOf(XmlTree.Read(reader), owner: "Ownr");
                    break;
                case "Ntry" when reader.Depth == 3:
                    return [.. Rows(XmlTree.Read(reader))];
            }
        }

        return null;
    }

    private IEnumerable<NativeRow> Rows(XmlPart entry)
    {
        if (!CamtEntry.IsBooked(entry))
        {
            return [];
        }

        var read = new CamtEntry(entry, account);
        return read.Errors is { Count: > 0 } errors
            ? errors
            : read.Payments(Alike(read.Key), statement).Select(match.Row);
    }

    /// <summary>How many entries before this one of the statement have no number either and look the same.</summary>
    private string Alike(string key)
    {
        var before = alike.GetValueOrDefault(key);
        alike[key] = before + 1;
        return before.ToString(CultureInfo.InvariantCulture);
    }
}

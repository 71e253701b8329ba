using System.Text;
using System.Xml;

namespace RiskMonitor.Host.Native.Camt;

/// <summary>An element of a file while it is looked at: small, and no deeper than any honest one.</summary>
/// <param name="Line">Line of the file, counted from 1.</param>
internal sealed record XmlPart(string Name, int Line, string? Currency)
{
    private readonly StringBuilder text = new();
    private readonly List<XmlPart> parts = [];

    public string Text => text.ToString().Trim();

    /// <summary>The first element along the names, if any.</summary>
    public XmlPart? this[params ReadOnlySpan<string> path]
    {
        get
        {
            var at = this;
            foreach (var name in path)
            {
                at = at?.parts.Find(part => part.Name == name);
            }

            return at;
        }
    }

    /// <summary>The text of the first element along the names; null where there is none or nothing in it.</summary>
    public string? Said(params ReadOnlySpan<string> path) => this[path]?.Text is { Length: > 0 } said ? said : null;

    public IEnumerable<XmlPart> All(string name) => parts.Where(part => part.Name == name);

    internal void Add(XmlPart part) => parts.Add(part);

    internal void Add(char[] buffer, int count) => text.Append(buffer, 0, count);

    internal int Length => text.Length;
}

/// <summary>Reads one element with all that is in it, bounded in depth, in parts and in the length of a text.</summary>
internal static class XmlTree
{
    private const int Depth = 32;
    private const int Parts = 100_000;
    private const int Characters = 64 * 1024;

    /// <exception cref="XmlUnsafeException">It is beyond a bound.</exception>
    public static XmlPart Read(XmlReader reader)
    {
        var open = new Stack<XmlPart>();
        var root = Open(reader);
        open.Push(root);
        var isOver = reader.IsEmptyElement;
        var buffer = new char[4_096];
        for (var count = 1; !isOver && reader.Read();)
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    var part = Open(reader);
                    open.Peek().Add(part);
                    if (!reader.IsEmptyElement)
                    {
                        open.Push(part);
                    }

                    if (open.Count > Depth || ++count > Parts)
                    {
                        throw new XmlUnsafeException();
                    }

                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    for (int read; (read = reader.ReadValueChunk(buffer, 0, buffer.Length)) > 0;)
                    {
                        open.Peek().Add(buffer, read);
                        if (open.Peek().Length > Characters)
                        {
                            throw new XmlUnsafeException();
                        }
                    }

                    break;
                case XmlNodeType.EndElement:
                    open.Pop();
                    isOver = open.Count == 0;
                    break;
            }
        }

        return root;
    }

    private static XmlPart Open(XmlReader reader) =>
        new(reader.LocalName, ((IXmlLineInfo)reader).LineNumber, reader.GetAttribute("Ccy"));
}

/// <summary>An element that is deeper, longer or has more parts than any honest one.</summary>
internal sealed class XmlUnsafeException : Exception
{
    public XmlUnsafeException()
        : base(
            "An element is nested beyond 32, has more than 100,000 parts, a text beyond 64 Ki characters or a tag "
            + "beyond 64 KiB.")
    {
    }
}

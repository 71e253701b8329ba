using System.Text.Json;

namespace RiskMonitor.Host.Native.Prometheus;

/// <summary>The tokens of a JSON document of any size, in memory for its longest token.</summary>
internal sealed class StreamedJson(Stream file)
{
    private const int LongestToken = 256 * 1024;
    private readonly byte[] buffer = new byte[LongestToken];
    private JsonReaderState state;
    private int start;
    private int end;
    private bool isOver;

    public JsonTokenType Token { get; private set; }

    public int Depth { get; private set; }

    /// <summary>What a name, a text or a number says.</summary>
    public string Text { get; private set; } = string.Empty;

    /// <returns>False after the last token.</returns>
    /// <exception cref="JsonException">It is no JSON, it ends too early, or a token is beyond all measure.</exception>
    public bool Read()
    {
        while (true)
        {
            var json = new Utf8JsonReader(buffer.AsSpan(start, end - start), isOver, state);
            if (json.Read())
            {
                (Token, Depth) = (json.TokenType, json.CurrentDepth);
                Text = Token is JsonTokenType.String or JsonTokenType.PropertyName ? json.GetString()!
                    : Token == JsonTokenType.Number ? System.Text.Encoding.ASCII.GetString(json.ValueSpan)
                    : string.Empty;
                Used(ref json);
                return true;
            }

            Used(ref json);
            if (isOver)
            {
                return false;
            }

            Fill();
        }
    }

    /// <summary>To the end of the object or array that was just begun.</summary>
    public void PassOver()
    {
        if (Token is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return;
        }

        var depth = Depth;
        while (Read() && !(Depth == depth && Token is JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            // what is in it is of no interest
        }
    }

    private void Used(ref Utf8JsonReader json)
    {
        start += (int)json.BytesConsumed;
        state = json.CurrentState;
    }

    private void Fill()
    {
        if (end - start == buffer.Length)
        {
            throw new JsonException("A token is longer than 256 KiB.");
        }

        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        var read = file.Read(buffer, end, buffer.Length - end);
        end += read;
        isOver = read == 0;
    }
}

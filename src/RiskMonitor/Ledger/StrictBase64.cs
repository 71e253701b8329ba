namespace RiskMonitor.Ledger;

/// <summary>Standard base64 (RFC 4648 section 4) of which there is one spelling only.</summary>
internal static class StrictBase64
{
    public static bool TryRead(string text, out byte[] bytes)
    {
        var room = new byte[(text.Length / 4 * 3) + 3];
        bytes = Convert.TryFromBase64String(text, room, out var count) ? room[..count] : [];
        return count > 0 && Convert.ToBase64String(bytes) == text;
    }
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using RiskMonitor.Host.Access;

namespace RiskMonitor.Host.Api;

/// <summary>
/// A place in one list as it stood at one position. Paging is a consistent picture, whatever happens meanwhile.
/// </summary>
/// <param name="Position">The list as of this position.</param>
/// <param name="After">Sort key of the last row given: its position, then its id.</param>
public sealed record Cursor(long Position, long After, string AfterId);

/// <summary>Writes cursors that only this ledger, the same filter and the same scope can read again.</summary>
public sealed class Cursors(HostSettings settings)
{
    private readonly Lazy<byte[]> key = new(() => KeyIn(settings.KeyFolder));

    public string Write(Cursor cursor, string filter)
    {
        var text = $"{cursor.Position}|{cursor.After}|{cursor.AfterId}";
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{text}|{Mac(text, filter)}"));
    }

    /// <exception cref="ProblemException">It was not written here, or for another filter or scope.</exception>
    public Cursor Read(string cursor, string filter)
    {
        try
        {
            var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split('|');
            if (parts is [var position, var after, var id, var mac]
                && CryptographicOperations.FixedTimeEquals(
                    Encoding.UTF8.GetBytes(mac), Encoding.UTF8.GetBytes(Mac($"{position}|{after}|{id}", filter))))
            {
                return new Cursor(Number(position), Number(after), id);
            }
        }
        catch (FormatException)
        {
            // falls through to the one answer for every cursor that is not ours
        }

        throw new ProblemException("cursor-mismatch", "The cursor is not of this list, filter and scope.");
    }

    private static long Number(string text) => long.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private string Mac(string text, string filter) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key.Value, Encoding.UTF8.GetBytes($"{text}\n{filter}")));

    private static byte[] KeyIn(string folder)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "cursor.key");
        if (!File.Exists(file))
        {
            OwnerOnlyFile.Create(file, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
        }

        return Convert.FromHexString(File.ReadAllText(file));
    }
}

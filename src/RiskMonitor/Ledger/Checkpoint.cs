using System.Globalization;

namespace RiskMonitor.Ledger;

/// <summary>
/// What the ledger vouches for: so many leaves have this root (C2SP tlog-checkpoint, without extension lines). It goes
/// out as the text of a <see cref="SignedNote"/>.
/// </summary>
/// <param name="Origin">Names the ledger. It equals the name of the key that signs for it.</param>
/// <param name="Size">How many leaves.</param>
/// <param name="Root">The RFC 6962 root over them.</param>
public sealed record Checkpoint(string Origin, long Size, Sha256Digest Root)
{
    /// <summary>The three lines.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Convert.ToBase64String(Root.ToArray())}\n");

    /// <exception cref="FormatException">Not exactly the three lines of a checkpoint.</exception>
    public static Checkpoint Parse(string text)
    {
        var lines = text.Split('\n');
        if (lines.Length != 4 || lines[3].Length > 0)
        {
            throw new FormatException("A checkpoint has three lines: origin, size and root.");
        }

        if (lines[0].Length == 0)
        {
            throw new FormatException("The first line of a checkpoint names its origin.");
        }

        if (!long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || size.ToString(CultureInfo.InvariantCulture) != lines[1])
        {
            throw new FormatException("The second line of a checkpoint is its size, a number without leading zeros.");
        }

        return StrictBase64.TryRead(lines[2], out var root) && root.Length == Sha256Digest.Length
            ? new Checkpoint(lines[0], size, Sha256Digest.Of(root))
            : throw new FormatException("The third line of a checkpoint is its root, 32 bytes in base64.");
    }
}

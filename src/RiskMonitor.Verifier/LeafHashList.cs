using System.Globalization;
using RiskMonitor.Ledger;

namespace RiskMonitor.Verifier;

/// <summary>The file <c>seal.csv</c>, read line by line.</summary>
internal sealed class LeafHashList
{
    private readonly TextReader lines;
    private long position;

    /// <exception cref="FormatException">The heading is missing.</exception>
    public LeafHashList(TextReader lines)
    {
        this.lines = lines;
        if (lines.ReadLine() != "position,leaf_hash")
        {
            throw new FormatException("seal.csv begins with the heading position,leaf_hash.");
        }
    }

    /// <summary>The hash of the next position; null at the end.</summary>
    /// <exception cref="FormatException">Not the next position with a hash.</exception>
    public Sha256Digest? Next()
    {
        if (lines.ReadLine() is not { } line)
        {
            return null;
        }

        var written = position.ToString(CultureInfo.InvariantCulture) + ",";
        if (!line.StartsWith(written, StringComparison.Ordinal))
        {
            throw new FormatException($"Line {position + 2} of seal.csv is not the one of position {position}.");
        }

        position++;
        return Sha256Digest.Parse(line.AsSpan(written.Length));
    }
}

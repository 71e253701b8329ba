using System.Numerics;

namespace RiskMonitor.Ledger;

/// <summary>
/// What is needed of an RFC 6962 tree to go on appending: the roots of its complete subtrees, the largest first, one
/// for each binary digit of the size that is set.
/// </summary>
public sealed class MerkleFrontier
{
    private readonly List<Sha256Digest> peaks = [];

    /// <summary>How many leaves the tree has.</summary>
    public long Size { get; private set; }

    /// <summary>The root over all leaves so far; each call hashes once for every subtree but one.</summary>
    public Sha256Digest Root
    {
        get
        {
            if (peaks.Count == 0)
            {
                return MerkleTree.EmptyRoot;
            }

            var root = peaks[^1];
            for (var i = peaks.Count - 2; i >= 0; i--)
            {
                root = MerkleTree.NodeHash(peaks[i], root);
            }

            return root;
        }
    }

    /// <summary>Goes on from what <see cref="ToBytes"/> gave.</summary>
    /// <exception cref="FormatException">The number of hashes, or one of them, does not fit.</exception>
    public static MerkleFrontier Of(long size, IReadOnlyList<byte[]> hashes)
    {
        if (size < 0 || BitOperations.PopCount((ulong)size) != hashes.Count)
        {
            throw new FormatException($"The frontier of {size} leaves is not {hashes.Count} hashes.");
        }

        var frontier = new MerkleFrontier { Size = size };
        frontier.peaks.AddRange(hashes.Select(hash => Sha256Digest.Of(hash)));
        return frontier;
    }

    public void Append(Sha256Digest leafHash)
    {
        var peak = leafHash;
        for (var carry = Size; (carry & 1) == 1; carry >>= 1)
        {
            peak = MerkleTree.NodeHash(peaks[^1], peak);
            peaks.RemoveAt(peaks.Count - 1);
        }

        peaks.Add(peak);
        Size++;
    }

    public byte[][] ToBytes() => [.. peaks.Select(peak => peak.ToArray())];
}

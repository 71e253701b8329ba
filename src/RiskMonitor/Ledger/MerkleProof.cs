using System.Numerics;

namespace RiskMonitor.Ledger;

/// <summary>Proofs of RFC 6962 section 2.1.1 and 2.1.2; verification as RFC 9162 section 2.1.3.2 and 2.1.4.2.</summary>
public static class MerkleProof
{
    /// <summary>That a leaf stands at its index in the tree: the hashes from the bottom to the top.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such leaf.</exception>
    public static Sequence<Sha256Digest> Inclusion(ReadOnlySpan<Sha256Digest> leafHashes, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, leafHashes.Length);
        var path = new List<Sha256Digest>();
        while (leafHashes.Length > 1)
        {
            var left = LeftSize(leafHashes.Length);
            var isLeft = index < left;
            path.Add(MerkleTree.Root(isLeft ? leafHashes[left..] : leafHashes[..left]));
            leafHashes = isLeft ? leafHashes[..left] : leafHashes[left..];
            index -= isLeft ? 0 : left;
        }

        path.Reverse();
        return [.. path];
    }

    /// <summary>That the tree over the first leaves is a beginning of the tree over all.</summary>
    /// <remarks>Every tree begins with the empty one, so there is nothing to prove from size 0.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The first size is 0 or larger than the tree.</exception>
    public static Sequence<Sha256Digest> Consistency(ReadOnlySpan<Sha256Digest> leafHashes, int firstSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(firstSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(firstSize, leafHashes.Length);
        var path = new List<Sha256Digest>();
        var isWholeTree = true; // The verifier has the root of the first tree where it is a whole subtree.
        while (firstSize < leafHashes.Length)
        {
            var left = LeftSize(leafHashes.Length);
            var isLeft = firstSize <= left;
            path.Add(MerkleTree.Root(isLeft ? leafHashes[left..] : leafHashes[..left]));
            isWholeTree &= isLeft;
            leafHashes = isLeft ? leafHashes[..left] : leafHashes[left..];
            firstSize -= isLeft ? 0 : left;
        }

        if (!isWholeTree)
        {
            path.Add(MerkleTree.Root(leafHashes));
        }

        path.Reverse();
        return [.. path];
    }

    public static bool IncludesLeaf(
        long index, long size, Sha256Digest leafHash, IReadOnlyList<Sha256Digest> proof, Sha256Digest root)
    {
        if (index < 0 || index >= size)
        {
            return false;
        }

        var (node, last, hash) = (index, size - 1, leafHash);
        foreach (var sibling in proof)
        {
            if (last == 0)
            {
                return false;
            }

            if (IsRight(node) || node == last)
            {
                hash = MerkleTree.NodeHash(sibling, hash);
                (node, last) = WhereRight(node, last);
            }
            else
            {
                hash = MerkleTree.NodeHash(hash, sibling);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && hash == root;
    }

    public static bool IsConsistent(
        long firstSize,
        long secondSize,
        Sha256Digest firstRoot,
        Sha256Digest secondRoot,
        IReadOnlyList<Sha256Digest> proof)
    {
        if (firstSize < 1 || firstSize > secondSize)
        {
            return false;
        }

        if (firstSize == secondSize)
        {
            return proof.Count == 0 && firstRoot == secondRoot;
        }

        var path = BitOperations.IsPow2(firstSize) ? [firstRoot, .. proof] : proof;
        if (path.Count == 0)
        {
            return false;
        }

        var (node, last) = (firstSize - 1, secondSize - 1);
        while (IsRight(node))
        {
            (node, last) = (node >> 1, last >> 1);
        }

        var (first, second) = (path[0], path[0]);
        foreach (var sibling in path.Skip(1))
        {
            if (last == 0)
            {
                return false;
            }

            if (IsRight(node) || node == last)
            {
                first = MerkleTree.NodeHash(sibling, first);
                second = MerkleTree.NodeHash(sibling, second);
                (node, last) = WhereRight(node, last);
            }
            else
            {
                second = MerkleTree.NodeHash(second, sibling);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && first == firstRoot && second == secondRoot;
    }

    private static bool IsRight(long node) => (node & 1) == 1;

    /// <summary>Up past the levels on which the node, the last of its level, has no sibling.</summary>
    private static (long Node, long Last) WhereRight(long node, long last)
    {
        while (!IsRight(node) && node != 0)
        {
            (node, last) = (node >> 1, last >> 1);
        }

        return (node, last);
    }

    /// <summary>The largest power of two that is smaller than the size.</summary>
    private static int LeftSize(int size) => 1 << BitOperations.Log2((uint)size - 1);
}

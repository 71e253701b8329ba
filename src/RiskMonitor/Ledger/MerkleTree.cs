using System.Buffers;
using System.Security.Cryptography;

namespace RiskMonitor.Ledger;

/// <summary>The hash tree of RFC 6962 section 2.1 (the same as RFC 9162 section 2.1) over SHA-256.</summary>
/// <remarks>Leaves and nodes are hashed behind different prefixes, so that none passes for the other.</remarks>
public static class MerkleTree
{
    private const byte LeafPrefix = 0x00;
    private const byte NodePrefix = 0x01;

    /// <summary>The root of the tree without leaves: the hash of nothing.</summary>
    public static readonly Sha256Digest EmptyRoot = Sha256Digest.Hash([]);

    /// <summary>SHA-256(0x00 ‖ leaf).</summary>
    public static Sha256Digest LeafHash(ReadOnlySpan<byte> leaf)
    {
        var rented = leaf.Length < 1024 ? null : ArrayPool<byte>.Shared.Rent(leaf.Length + 1);
        Span<byte> input = rented is null ? stackalloc byte[1024] : rented;
        input[0] = LeafPrefix;
        leaf.CopyTo(input[1..]);
        var hash = Sha256Digest.Hash(input[..(leaf.Length + 1)]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return hash;
    }

    /// <summary>SHA-256(0x01 ‖ left ‖ right).</summary>
    public static Sha256Digest NodeHash(Sha256Digest left, Sha256Digest right)
    {
        Span<byte> input = stackalloc byte[1 + (2 * SHA256.HashSizeInBytes)];
        input[0] = NodePrefix;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + SHA256.HashSizeInBytes)..]);
        return Sha256Digest.Hash(input);
    }

    /// <summary>The root over leaf hashes in their order.</summary>
    public static Sha256Digest Root(ReadOnlySpan<Sha256Digest> leafHashes)
    {
        var frontier = new MerkleFrontier();
        foreach (var leafHash in leafHashes)
        {
            frontier.Append(leafHash);
        }

        return frontier.Root;
    }
}

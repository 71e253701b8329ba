using System.Buffers.Binary;
using System.Numerics;
using CsCheck;
using RiskMonitor.Ledger;

namespace RiskMonitor.Tests.Ledger;

public sealed class MerkleTreeTests
{
    private static readonly Gen<byte[]> AnyLeaf = Gen.Byte.Array[0, 80];

    [Fact]
    public void Leaves_are_hashed_as_published()
    {
        MerkleTree.EmptyRoot.ShouldBe(Vectors.Tree.GetProperty("hash").Digest("empty_tree"));
        foreach (var leaf in Vectors.Tree.GetProperty("hash").GetProperty("leaves").EnumerateArray())
        {
            MerkleTree.LeafHash(Convert.FromHexString(leaf.Text("data_hex"))).ShouldBe(leaf.Digest("leaf_hash"));
        }
    }

    [Fact]
    public void Nodes_are_hashed_as_published()
    {
        var whole = Vectors.Tree.GetProperty("hash").GetProperty("nodes").EnumerateArray()
            .Where(node => node.Text("left_hex").Length == 2 * Sha256Digest.Length).ToList();

        whole.Count.ShouldBe(1);
        whole.ShouldAllBe(node =>
            MerkleTree.NodeHash(node.Digest("left_hex"), node.Digest("right_hex")) == node.Digest("node_hash"));
    }

    [Fact]
    public void A_leaf_of_any_length_is_hashed_behind_its_prefix()
    {
        foreach (var length in (int[])[1022, 1023, 1024, 1025, 70_000])
        {
            var leaf = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();
            MerkleTree.LeafHash(leaf).ShouldBe(Sha256Digest.Hash([0, .. leaf]));
        }
    }

    [Fact]
    public void The_reference_tree_has_the_published_roots()
    {
        var roots = Vectors.Tree.GetProperty("reference_tree").Digests("roots_by_size");

        roots.Length.ShouldBe(9);
        for (var size = 0; size < roots.Length; size++)
        {
            MerkleTree.Root(Vectors.ReferenceLeaves.AsSpan(0, size)).ShouldBe(roots[size]);
        }
    }

    [Fact]
    public void Large_trees_have_their_roots()
    {
        var trees = Vectors.Tree.GetProperty("large_trees").GetProperty("trees").EnumerateArray()
            .ToDictionary(tree => (long)tree.Number("tree_size"), tree => tree.Digest("root"));
        var frontier = new MerkleFrontier();
        var leaf = new byte[sizeof(long)];
        var met = 0;
        while (frontier.Size < trees.Keys.Max())
        {
            BinaryPrimitives.WriteInt64BigEndian(leaf, frontier.Size);
            frontier.Append(MerkleTree.LeafHash(leaf));
            if (trees.TryGetValue(frontier.Size, out var root))
            {
                frontier.Root.ShouldBe(root);
                met++;
            }
        }

        met.ShouldBe(17);
    }

    [Fact]
    public void The_frontier_has_the_root_of_the_recursive_definition() =>
        Gen.Select(AnyLeaf.Array[0, 70], Gen.Int[0, 70]).Sample((leaves, cut) =>
        {
            Sha256Digest[] hashes = [.. leaves.Select(leaf => MerkleTree.LeafHash(leaf))];
            var frontier = new MerkleFrontier();
            foreach (var hash in hashes.Take(cut))
            {
                frontier.Append(hash);
            }

            var resumed = MerkleFrontier.Of(frontier.Size, frontier.ToBytes());
            foreach (var hash in hashes.Skip(cut))
            {
                resumed.Append(hash);
            }

            resumed.Size.ShouldBe(hashes.Length);
            resumed.Root.ShouldBe(Recursive(hashes));
        });

    [Fact]
    public void One_bit_of_one_leaf_changes_the_root() =>
        Gen.Select(Gen.Byte.Array[1, 80].Array[1, 40], Gen.Int[0, 39], Gen.Int[0, 639]).Sample((leaves, which, bit) =>
        {
            var before = Recursive([.. leaves.Select(leaf => MerkleTree.LeafHash(leaf))]);
            var altered = leaves[which % leaves.Length];
            altered[bit / 8 % altered.Length] ^= (byte)(1 << (bit % 8));

            MerkleTree.Root([.. leaves.Select(leaf => MerkleTree.LeafHash(leaf))]).ShouldNotBe(before);
        });

    [Theory]
    [InlineData(3, 1)]
    [InlineData(0, 1)]
    [InlineData(-1, 64)]
    public void A_frontier_of_the_wrong_number_of_hashes_is_refused(long size, int hashes) =>
        Should.Throw<FormatException>(() =>
            MerkleFrontier.Of(size, [.. Enumerable.Repeat(new byte[Sha256Digest.Length], hashes)]));

    [Theory]
    [InlineData("E3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8")]
    [InlineData("g3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    public void A_digest_is_read_strictly(string hex) =>
        Should.Throw<FormatException>(() => Sha256Digest.Parse(hex));

    private static Sha256Digest Recursive(Sha256Digest[] leaves)
    {
        if (leaves.Length <= 1)
        {
            return leaves.Length == 0 ? MerkleTree.EmptyRoot : leaves[0];
        }

        var left = (int)BitOperations.RoundUpToPowerOf2((uint)leaves.Length) / 2;
        return MerkleTree.NodeHash(Recursive(leaves[..left]), Recursive(leaves[left..]));
    }
}

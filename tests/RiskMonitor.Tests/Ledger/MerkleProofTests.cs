using System.Text.Json;
using CsCheck;
using RiskMonitor.Ledger;

namespace RiskMonitor.Tests.Ledger;

public sealed class MerkleProofTests
{
    private static readonly Gen<Sha256Digest[]> AnyTree =
        Gen.Byte.Array[0, 8].Select(leaf => MerkleTree.LeafHash(leaf)).Array[1, 70];

    [Fact]
    public void Every_inclusion_proof_of_the_reference_tree_is_made_and_accepted()
    {
        var proofs = Vectors.Tree.GetProperty("inclusion_proofs").EnumerateArray().ToList();

        proofs.Count.ShouldBe(36);
        foreach (var proof in proofs)
        {
            Included(proof).ShouldBeTrue();
            MerkleProof.Inclusion(
                    Vectors.ReferenceLeaves.AsSpan(0, proof.Number("tree_size")), proof.Number("leaf_index"))
                .ShouldBe(proof.Digests("proof"));
        }
    }

    [Fact]
    public void Every_consistency_proof_of_the_reference_tree_is_made_and_accepted()
    {
        var proofs = Vectors.Tree.GetProperty("consistency_proofs").EnumerateArray().ToList();

        proofs.Count.ShouldBe(36);
        foreach (var proof in proofs)
        {
            Consistent(proof).ShouldBeTrue();
            MerkleProof.Consistency(Vectors.ReferenceLeaves.AsSpan(0, proof.Number("size2")), proof.Number("size1"))
                .ShouldBe(proof.Digests("proof"));
        }
    }

    [Fact]
    public void Every_mutated_proof_is_rejected()
    {
        var mutations = Vectors.Tree.GetProperty("must_reject").EnumerateArray().ToList();

        mutations.Count.ShouldBe(38);
        mutations.Where(proof => proof.Text("kind") == "inclusion" ? Included(proof) : Consistent(proof))
            .Select(proof => proof.Text("case")).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_proven_is_accepted_and_nothing_beside_it() =>
        Gen.Select(AnyTree, Gen.Int[0, 69], Gen.Int[0, 69]).Sample((leaves, one, two) =>
        {
            var (index, first) = (one % leaves.Length, 1 + (two % leaves.Length));
            var (root, size) = (MerkleTree.Root(leaves), leaves.Length);
            var inclusion = MerkleProof.Inclusion(leaves, index);
            var consistency = MerkleProof.Consistency(leaves, first);
            var firstRoot = MerkleTree.Root(leaves.AsSpan(0, first));
            var other = Sha256Digest.Hash([1, 2, 3]);

            MerkleProof.IncludesLeaf(index, size, leaves[index], inclusion, root).ShouldBeTrue();
            MerkleProof.IncludesLeaf(index, size, other, inclusion, root).ShouldBeFalse();
            MerkleProof.IncludesLeaf(index, size, leaves[index], [.. inclusion, other], root).ShouldBeFalse();
            MerkleProof.IsConsistent(first, size, firstRoot, root, consistency).ShouldBeTrue();
            MerkleProof.IsConsistent(first, size, other, root, consistency).ShouldBeFalse();
            MerkleProof.IsConsistent(first, size, firstRoot, other, consistency).ShouldBeFalse();
            MerkleProof.IsConsistent(first, size, firstRoot, root, [.. consistency, other]).ShouldBeFalse();
        });

    [Fact]
    public void There_is_no_proof_of_what_is_not_in_the_tree()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => MerkleProof.Inclusion(Vectors.ReferenceLeaves, 8));
        Should.Throw<ArgumentOutOfRangeException>(() => MerkleProof.Consistency(Vectors.ReferenceLeaves, 9));
        Should.Throw<ArgumentOutOfRangeException>(() => MerkleProof.Consistency(Vectors.ReferenceLeaves, 0));
    }

    private static bool Included(JsonElement proof) => MerkleProof.IncludesLeaf(
        proof.Number("leaf_index"),
        proof.Number("tree_size"),
        proof.Digest("leaf_hash"),
        proof.Digests("proof"),
        proof.Digest("root"));

    private static bool Consistent(JsonElement proof) => MerkleProof.IsConsistent(
        proof.Number("size1"),
        proof.Number("size2"),
        proof.Digest("root1"),
        proof.Digest("root2"),
        proof.Digests("proof"));
}

using System.Text.Json;
using RiskMonitor.Ledger;

namespace RiskMonitor.Tests.Ledger;

/// <summary>The files under vectors/; their README names the sources.</summary>
internal static class Vectors
{
    public static readonly JsonElement Tree = Read("rfc6962-vectors.json");

    public static readonly JsonElement Signatures = Read("signature-vectors.json");

    /// <summary>The leaf hashes of the eight leaves that all implementations test with.</summary>
    public static readonly Sha256Digest[] ReferenceLeaves =
        [.. Tree.GetProperty("reference_tree").GetProperty("leaf_data_hex").EnumerateArray()
            .Select(leaf => MerkleTree.LeafHash(Convert.FromHexString(leaf.GetString()!)))];

    public static string Text(this JsonElement element, string member) => element.GetProperty(member).GetString()!;

    public static Sha256Digest Digest(this JsonElement element, string member) =>
        Sha256Digest.Parse(element.Text(member));

    public static Sha256Digest[] Digests(this JsonElement element, string member) =>
        [.. element.GetProperty(member).EnumerateArray().Select(hash => Sha256Digest.Parse(hash.GetString()!))];

    public static int Number(this JsonElement element, string member) => element.GetProperty(member).GetInt32();

    private static JsonElement Read(string file) => JsonDocument.Parse(
        File.ReadAllBytes(Repo.Path($"tests/RiskMonitor.Tests/Ledger/vectors/{file}"))).RootElement;
}

using RiskMonitor.Ledger;
using RiskMonitor.Wire;

namespace RiskMonitor.Verifier;

/// <summary>One pass over the leaves, beside the list of their hashes if there is one.</summary>
internal sealed class LeafRun(long size, long? previousSize)
{
    private readonly MerkleFrontier read = new();
    private readonly MerkleFrontier listed = new();

    /// <summary>How many leaves were read.</summary>
    public long Count => read.Size;

    /// <summary>Over the first leaves, as many as were signed for; null where there are fewer.</summary>
    public Sha256Digest? Root { get; private set; }

    /// <summary>Over as many as were signed for on the earlier day.</summary>
    public Sha256Digest? PreviousRoot { get; private set; }

    /// <summary>Over the list; null where it was not given or is too short.</summary>
    public Sha256Digest? ListedRoot { get; private set; }

    /// <summary>The first leaf that has another hash than the list says.</summary>
    public Difference? FirstDifference { get; private set; }

    /// <summary>The first line that is not canonical JSON, and so was never a leaf.</summary>
    public long? FirstBroken { get; private set; }

    /// <exception cref="FormatException">A file cannot be read.</exception>
    public void Read(LineReader lines, LeafHashList? list)
    {
        Mark();
        while (lines.TryRead(out var line))
        {
            var position = read.Size;
            var hash = MerkleTree.LeafHash(line);
            if (list is null && FirstBroken is null && !CanonicalJson.Is(line))
            {
                FirstBroken = position;
            }

            read.Append(hash);
            if (position < size && Listed(list) is { } expected && expected != hash)
            {
                FirstDifference ??= new(position, expected, hash);
            }

            Mark();
        }

        while (listed.Size < size && Listed(list) is not null)
        {
            // The rest of the list tells whether it is the one that was signed.
        }

        ListedRoot = list is not null && listed.Size == size ? listed.Root : null;
    }

    private Sha256Digest? Listed(LeafHashList? list)
    {
        var hash = list?.Next();
        if (hash is { } known)
        {
            listed.Append(known);
        }

        return hash;
    }

    private void Mark()
    {
        if (read.Size == size)
        {
            Root = read.Root;
        }

        if (read.Size == previousSize)
        {
            PreviousRoot = read.Root;
        }
    }

    internal sealed record Difference(long Position, Sha256Digest Expected, Sha256Digest Got);
}

using System.Text;
using System.Text.Json.Nodes;
using RiskMonitor.Host.Ledger;
using RiskMonitor.Ledger;
using RiskMonitor.Surveillance.Digests;
using RiskMonitor.Verifier;
using RiskMonitor.Verifier.Replays;

namespace RiskMonitor.Host.Tests.Faults;

/// <summary>What a ledger holds when all is done, as anybody may see it over HTTP.</summary>
/// <param name="Leaves">One line an event, in their sealed order.</param>
/// <param name="Stored">What lies in the views and in the streams of alerts.</param>
internal sealed record LedgerAccount(IReadOnlyList<string> Leaves, Digest Stored)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>
    /// (source, id) of what was filed; not conclusions, receipts, and what the monitor says of itself.
    /// </summary>
    public IReadOnlyList<string> Facts { get; } = [.. Leaves.Select(Filed).OfType<string>()];

    /// <summary>Streams in which an alert was raised, as often as it was.</summary>
    public IReadOnlyList<string> Raised { get; } = [.. Leaves.Select(leaf => JsonNode.Parse(leaf)!)
        .Where(leaf => leaf["type"]!.GetValue<string>() == "alert-raised.v1")
        .Select(leaf => leaf["stream"]!.GetValue<string>())];

    /// <summary>Of a host that is ready and to which nobody files.</summary>
    public static async Task<LedgerAccount> DrawUpAsync(ServedHost host, Reporter reporter, CancellationToken ct)
    {
        var log = await reporter.GetAsync(host, "/api/v1/events", ct);
        var stored = new Digest();
        foreach (var line in Lines(await reporter.GetAsync(host, "/api/v1/conclusions", ct)))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            stored.Add(new DigestLine(line[(space + 1)..], line[..space]));
        }

        return new(Lines(log), stored);
    }

    /// <summary>The leaves folded again, here.</summary>
    public Digest Fold()
    {
        var replay = new LedgerReplay();
        foreach (var leaf in Leaves)
        {
            replay.Add(Encoding.UTF8.GetBytes(leaf));
        }

        return replay.Digest;
    }

    /// <summary>
    /// The newest note outside the database vouches for exactly these leaves, and every earlier one for their
    /// beginning. Returns how many there are.
    /// </summary>
    public async Task<int> VerifyAsync(FaultFolder folder, NoteKey key, CancellationToken ct)
    {
        var newest = Path.Combine(folder.Settings.CheckpointFolder, $"checkpoint-{Leaves.Count}.txt");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        while (!File.Exists(newest))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), patience.Token);
        }

        var note = await File.ReadAllTextAsync(newest, ct);
        var log = Encoding.UTF8.GetBytes(string.Concat(Leaves.Select(leaf => $"{leaf}\n")));
        var files = Directory.GetFiles(folder.Settings.CheckpointFolder, "checkpoint-*.txt");
        foreach (var file in files)
        {
            using var leaves = new MemoryStream(log);
            var earlier = await File.ReadAllTextAsync(file, ct);
            var result = LedgerVerifier.Verify(new VerificationInput(leaves, note, key, earlier));
            result.Outcome.ShouldBe(VerificationOutcome.Verified, $"{file}: {result}");
        }

        return files.Length;
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string? Filed(string leaf)
    {
        var meta = JsonNode.Parse(leaf)!["meta"]!;
        return meta["source"]?.GetValue<string>() is { } source && meta["id"] is { } id
            && source != EngineAdoption.Source ? $"{source} {id}" : null;
    }
}

using System.Text.RegularExpressions;

namespace RiskMonitor.Verifier.Stories;

/// <summary>
/// What was filed, in its order, and what must come of it. One Markdown file with the fenced blocks <c>given</c>,
/// <c>when</c> and <c>then</c>; or a folder with filings as NDJSON and the outcome in <c>outcome.verified.txt</c>.
/// </summary>
/// <remarks>
/// Files of a folder are filed in the order in which the block <c>order</c> of its README names them; without such a
/// block in the order of their names.
/// </remarks>
/// <param name="Path">Of the file or folder.</param>
/// <param name="OutcomePath">Of the file that holds the outcome.</param>
public sealed record Story(string Path, IReadOnlyList<StoryText> Filings, string OutcomePath, string Outcome)
{
    private const string OutcomeFile = "outcome.verified.txt";

    /// <exception cref="FormatException">There is no story, or a block is missing.</exception>
    public static Story Read(string path) => Directory.Exists(path) ? ReadFolder(path) : ReadFile(path);

    /// <summary>Whether the file has a <c>when</c>-block.</summary>
    public static bool IsStory(string file) => Fence("when").IsMatch(File.ReadAllText(file));

    /// <summary>All stories below a folder, in the order of their paths.</summary>
    public static IReadOnlyList<string> Below(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*.md", SearchOption.AllDirectories).Where(IsStory)
            .Concat(Directory.EnumerateFiles(folder, OutcomeFile, SearchOption.AllDirectories)
                .Select(file => System.IO.Path.GetDirectoryName(file)!))
            .Order(StringComparer.Ordinal)
    ];

    /// <summary>Writes another outcome in place of this one. A person reads the difference afterwards.</summary>
    public void Rewrite(string outcome)
    {
        if (Directory.Exists(Path))
        {
            File.WriteAllText(OutcomePath, outcome);
            return;
        }

        var text = File.ReadAllText(Path);
        var body = Match(Path, text, "then").Groups[1];
        File.WriteAllText(Path, $"{text[..body.Index]}{outcome}{text[(body.Index + body.Length)..]}");
    }

    private static Story ReadFile(string file)
    {
        var text = File.ReadAllText(file);
        return new Story(file, [Block(file, text, "given"), Block(file, text, "when")], file, Body(file, text, "then"));
    }

    private static Story ReadFolder(string folder)
    {
        if (Directory.EnumerateFiles(folder, "*.csv").Any())
        {
            throw new FormatException(
                $"{folder}: it holds a table, which only filing reads. File it, and replay the ledger.");
        }

        var readme = System.IO.Path.Combine(folder, "README.md");
        var order = File.Exists(readme) && Fence("order").Match(File.ReadAllText(readme)) is { Success: true } named
            ? named.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : [.. Directory.EnumerateFiles(folder, "*.ndjson").Select(file => System.IO.Path.GetFileName(file))
                .Order(StringComparer.Ordinal)];
        var outcome = System.IO.Path.Combine(folder, OutcomeFile);
        return new Story(
            folder,
            [.. order.Select(name => System.IO.Path.Combine(folder, name))
                .Select(file => new StoryText(file, FirstLine: 1, File.ReadAllText(file)))],
            outcome,
            File.Exists(outcome) ? File.ReadAllText(outcome) : string.Empty);
    }

    private static StoryText Block(string file, string text, string fence)
    {
        var body = Match(file, text, fence).Groups[1];
        return new StoryText(file, 1 + text.AsSpan(0, body.Index).Count('\n'), body.Value);
    }

    private static string Body(string file, string text, string fence) => Match(file, text, fence).Groups[1].Value;

    private static Match Match(string file, string text, string fence) =>
        Fence(fence).Match(text) is { Success: true } match
            ? match
            : throw new FormatException($"{file}: there is no ```{fence} block.");

    private static Regex Fence(string name) =>
        new($"^```{name}\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline);
}

/// <param name="FirstLine">Of the text within the file, counted from 1.</param>
public sealed record StoryText(string File, int FirstLine, string Text);

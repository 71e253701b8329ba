using System.Buffers;
using System.Text;
using CsCheck;
using RiskMonitor.Filing;

namespace RiskMonitor.Tests.Filing;

public sealed class WholeFilingTests
{
    private static readonly string Draw = Filed.Draw.ReplaceLineEndings("");

    [Fact]
    public void A_file_with_ten_mistakes_names_all_ten_in_one_pass()
    {
        var file = File.ReadAllBytes(Repo.Path("tests/RiskMonitor.Tests/Filing/ten-mistakes.ndjson"));

        var lines = new FilingReader(Filed.Bank).Read(new ReadOnlySequence<byte>(file), FilingForm.Ndjson).ToList();

        lines.Count(line => line.Fact is not null).ShouldBe(2);
        Approved.Match(string.Concat(lines.SelectMany(line => line.Errors).Select(error => $"{error}\n")));
    }

    [Fact]
    public void Lines_are_counted_as_an_editor_counts_them_and_blank_ones_passed_over() =>
        Filed.ReadAll($"\n{Draw}\r\n  \n{Draw}").Select(line => (line.Line, line.Fact is not null))
            .ShouldBe([(2, true), (4, true)]);

    [Fact]
    public void A_batch_is_an_array_of_events_counted_from_one() =>
        Filed.ReadAll(
            $" [ {Draw} ,\n{Draw.Replace("f-1", "[\\\"],}", StringComparison.Ordinal)}, {Draw} ]\n", FilingForm.Batch)
            .Select(line => (line.Line, line.Fact is not null)).ShouldBe([(1, true), (2, false), (3, true)]);

    [Theory]
    [InlineData("[]", "")]
    [InlineData("", "1 SYN-023")]
    [InlineData("{}", "1 SYN-023")]
    [InlineData("[{}", "1 SYN-023")]
    [InlineData("[{},]", "1 SYN-012, 2 SYN-023")]
    [InlineData("[{}] {}", "1 SYN-012, 2 SYN-023")]
    public void A_batch_that_is_none_is_named(string text, string expected) =>
        string.Join(", ", Filed.ReadAll(text, FilingForm.Batch).Select(line => $"{line.Line} {line.Errors[0].Rule}"))
            .ShouldBe(expected);

    [Theory]
    [InlineData(FilingForm.Ndjson, "", "\n", "")]
    [InlineData(FilingForm.Batch, "[", ",", "]")]
    public void A_line_over_64_KiB_is_refused_and_the_next_one_read(
        FilingForm form, string open, string next, string end)
    {
        var fits = Draw + new string(' ', (64 * 1024) - Encoding.UTF8.GetByteCount(Draw));

        Filed.ReadAll($"{open}{fits}{next}{fits} {next}{Draw}{end}", form)
            .Select(line => line.Fact is not null ? "fact" : Filed.Shown(line)).ShouldBe(["fact", "SYN-003 ", "fact"]);
    }

    [Theory]
    [InlineData(FilingForm.Ndjson)]
    [InlineData(FilingForm.Batch)]
    public void It_does_not_matter_in_which_pieces_the_bytes_come(FilingForm form)
    {
        var long1 = $"\"{new string('x', 70_000)}\"";
        var parts = new[] { Draw, "{}", long1, "\"a,]}\\\"\"", "[1,[2]]", Draw };
        var whole = Encoding.UTF8.GetBytes(
            form == FilingForm.Batch ? $"[{string.Join(',', parts)}]" : string.Join('\n', parts));
        var expected = Cut(whole, [], form);

        Gen.Int[1, whole.Length - 1].Array[1, 6].Sample(
            cuts => Cut(whole, [.. cuts.Order()], form).ShouldBe(expected), iter: 60);
    }

    [Fact]
    public void Data_over_48_KiB_is_refused_and_white_space_does_not_count()
    {
        Filed.Shown(Filed.Read(WithData(new string('x', 50_000)))).ShouldBe("SYN-021 /data");
        Filed.Shown(Filed.Read(Draw.Replace(
            "\"amount\":{", $"\"amount\":{new string(' ', 50_000)}{{", StringComparison.Ordinal))).ShouldBeEmpty();
    }

    /// <summary>How a splitter cuts bytes that come in pieces: number and text of each line.</summary>
    private static List<string> Cut(byte[] whole, int[] cuts, FilingForm form)
    {
        var splitter = FilingSplitter.For(form);
        var lines = new List<string>();
        var left = ReadOnlySequence<byte>.Empty;
        foreach (var (from, to) in cuts.Prepend(0).Zip(cuts.Append(whole.Length)))
        {
            left = new ReadOnlySequence<byte>([.. left.ToArray(), .. whole[from..to]]);
            while (splitter.TryRead(ref left, to == whole.Length, out var line))
            {
                lines.Add($"{line.Number} {line.Broken?.Id} {Encoding.UTF8.GetString(line.Bytes.ToArray())}");
            }
        }

        return lines;
    }

    private static string WithData(string text) => Filed.Event(
        "fact-corrected.v1",
        "facility/f-1",
        $$$"""
        {"subject":"facility/f-1","target":{"source":"urn:local:bank","id":"d-1"},"reason":"late-data",
        "data":{"text":"{{{text}}}"}}
        """);
}

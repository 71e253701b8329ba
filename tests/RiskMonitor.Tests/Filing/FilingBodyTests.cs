using System.IO.Compression;
using System.Text;
using RiskMonitor.Filing;
using RiskMonitor.Host.Filing;

namespace RiskMonitor.Tests.Filing;

public sealed class FilingBodyTests
{
    private static readonly string Line = Filed.Draw.ReplaceLineEndings("") + "\n";

    [Fact]
    public async Task A_packed_body_is_read_like_a_plain_one()
    {
        var lines = await Read(Packed(Repeated(500)), isGzip: true, FilingSize.HttpBody);

        lines.Count.ShouldBe(500);
        lines.ShouldAllBe(line => line.Fact != null);
    }

    [Fact]
    public async Task What_unpacks_to_more_than_a_hundred_times_its_size_is_refused() =>
        (await Refusal(Packed(new byte[16 * 1024 * 1024]), isGzip: true, FilingSize.Unlimited))
            .ShouldBe(FilingRules.PackedTooTightly);

    [Fact]
    public async Task What_is_no_gzip_is_refused() =>
        (await Refusal(Repeated(2), isGzip: true, FilingSize.HttpBody)).ShouldBe(FilingRules.PackingBroken);

    [Fact]
    public async Task What_is_cut_off_is_refused_wherever_it_was_cut()
    {
        var whole = Packed(Repeated(20));
        for (var length = 1; length < whole.Length; length++)
        {
            (await Refusal(whole[..length], isGzip: true, FilingSize.HttpBody)).ShouldBe(FilingRules.PackingBroken);
        }
    }

    [Fact]
    public async Task A_packed_body_is_read_to_its_last_byte_whatever_follows_the_packing()
    {
        using var source = new MemoryStream([.. Packed(Repeated(2)), .. new byte[100_000]]);
        await using var opened = FilingBody.Open(source, isGzip: true, FilingSize.HttpBody);
        await opened.CopyToAsync(Stream.Null);

        source.Position.ShouldBe(source.Length);
    }

    [Fact]
    public async Task A_body_over_the_size_is_refused() =>
        (await Refusal(Repeated(3), isGzip: false, new FilingSize(Line.Length * 2, Lines: null)))
            .ShouldBe(FilingRules.BodyTooLarge);

    [Fact]
    public async Task A_body_of_exactly_the_size_is_read() =>
        (await Read(Repeated(3), isGzip: false, new FilingSize(Line.Length * 3, 3))).Count.ShouldBe(3);

    [Fact]
    public async Task A_body_of_more_lines_is_refused() =>
        (await Refusal(Repeated(3), isGzip: false, new FilingSize(Bytes: null, 2))).ShouldBe(FilingRules.TooManyLines);

    [Fact]
    public void The_sizes_of_a_request_are_those_that_are_promised() =>
        FilingSize.HttpBody.ShouldBe(new FilingSize(64L * 1024 * 1024, 200_000));

    private static async Task<FilingRule> Refusal(byte[] body, bool isGzip, FilingSize size) =>
        (await Should.ThrowAsync<FilingRefusedException>(() => Read(body, isGzip, size))).Rule;

    private static async Task<List<FilingLine>> Read(byte[] body, bool isGzip, FilingSize size)
    {
        var (lines, reader) = (new List<FilingLine>(), new FilingReader(Filed.Bank));
        await using var opened = FilingBody.Open(new MemoryStream(body), isGzip, size);
        await foreach (var line in FilingBody.ReadAsync(
            opened, FilingForm.Ndjson, size, CancellationToken.None))
        {
            lines.Add(reader.Read(line));
        }

        return lines;
    }

    private static byte[] Repeated(int times) =>
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Line, times)));

    private static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}

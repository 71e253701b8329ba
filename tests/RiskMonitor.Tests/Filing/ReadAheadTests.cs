using System.Buffers;
using System.Text;
using RiskMonitor.Filing;
using RiskMonitor.Host.Filing;

namespace RiskMonitor.Tests.Filing;

public sealed class ReadAheadTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(250)]
    [InlineData(2_601)]
    public async Task Lines_that_are_read_ahead_come_out_in_their_order_and_each_once(int count)
    {
        var lines = Enumerable.Range(1, count).Select(number => new RawLine(
            number,
            new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(
                number % 7 == 0 ? "{" : Filed.Draw.ReplaceLineEndings(""))),
            Broken: null)).ToList();
        var (read, reader) = (new List<ReadLine>(), new FilingReader(Filed.Bank));

        await foreach (var piece in new ReadAhead<RawLine>(reader.Read, "f1", "actor").ReadAsync(lines))
        {
            read.AddRange(piece);
        }

        read.Select(one => one.Line.Line).ShouldBe(Enumerable.Range(1, count));
        read.ShouldAllBe(one => one.Line.Fact == null == (one.Line.Line % 7 == 0));
        read.ShouldAllBe(one => one.Prepared == null == (one.Line.Line % 7 == 0));
        var prepared = read.Where(one => one.Prepared is not null).Select(one => one.Prepared!).ToList();
        prepared.ShouldAllBe(one => one.Entry.Actor == "actor" && one.Fact.Line > 0);
        prepared.Select(one => Encoding.UTF8.GetString(one.Entry.Headers.Span))
            .ShouldAllBe(headers => headers.Contains("\"filing\":\"f1\"", StringComparison.Ordinal));
    }
}

using System.Text;
using RiskMonitor.Filing;
using RiskMonitor.Host.Filing.Csv;

namespace RiskMonitor.Tests.Filing.Csv;

public sealed class CsvFilingTests
{
    private const string Map =
        """
        {"name":"draws","encoding":"utf8","delimiter":";","timeZone":"Asia/Shanghai",
        "numbers":{"decimal":",","thousands":"."},"dates":["dd'.'MM'.'uuuu"],"absent":["n/a"],
        "events":[{"type":"facility-drawn.v1","id":"{no}","evidence":"declared",
        "time":{"to":"/time","column":"day","as":"instant"},
        "members":[{"to":"/facility","column":"loan"},
        {"to":"/amount","column":"million","as":"money","currency":"CNY","times":"1000000"}]}]}
        """;

    private const string Cards =
        """
        {"name":"cards","encoding":"utf8","delimiter":";","timeZone":"Asia/Shanghai",
        "numbers":{"decimal":".","thousands":" "},"dates":["uuuu'-'MM'-'dd"],
        "events":[{"type":"cards-delivered.v1","id":"d-{#line}","evidence":"declared",
        "time":{"to":"/time","constant":"2026-01-05T00:00:00Z"},
        "members":[{"to":"/pool","column":"hall","words":{"甲":"p-1"}},
        {"to":"/cards","column":"servers","as":"count","times":"8"},
        {"to":"/serials","column":"serials","as":"list","separator":"|"}]}]}
        """;

    private static readonly string Hex = new('a', 64);

    [Fact]
    public void Servers_become_cards_words_ids_and_a_cell_a_list()
    {
        var fact = Read($"hall;servers;serials\n甲;1 250;{Hex}| {new string('b', 64)}\n", Cards).Single().Fact;

        fact.ShouldNotBeNull().Id.Id.ShouldBe("d-2");
        FiledForm.Of(fact).ShouldContain($"\"cards\":10000,\"pool\":\"p-1\",\"serials\":[\"{Hex}\",\"bbb");
    }

    [Theory]
    [InlineData("乙;1;", "2 MAP-004 serials, 2 MAP-008 hall")]
    [InlineData("甲;0.3;x", "2 MAP-006 servers")] // two cards and four tenths
    [InlineData("甲;many;x", "2 MAP-006 servers")]
    [InlineData("甲;12 50;x", "2 MAP-006 servers")]
    [InlineData("甲;1;x", "2 SYN-017 serials")]
    public void A_wrong_count_word_or_item_is_named_by_line_and_column(string row, string expected) =>
        Shown(Read($"hall;servers;serials\n{row}\n", Cards)).ShouldBe(expected);

    [Fact]
    public void A_table_cut_off_within_a_quote_that_holds_nothing_is_refused_and_not_passed_over() =>
        Shown(Read($"hall;servers;serials\n甲;1;{Hex}\n\"", Cards)).ShouldBe("3 MAP-002 ");

    [Theory]
    [InlineData("""{"column":"hall","in":["甲"]}""", "[]", "3 MAP-009 hall")]
    [InlineData("""{"column":"hall","in":["甲"]}""", """[{"column":"hall","in":["total"]}]""", "")]
    [InlineData("""{"column":"hall"}""", "[]", "3 MAP-008 hall")]
    public void A_row_that_is_no_event_is_refused_unless_the_map_leaves_it_out(
        string when, string leaveOut, string expected)
    {
        var map = Cards.Replace("\"evidence\"", $"\"when\":{when},\"evidence\"", StringComparison.Ordinal)
            .Replace("\"events\"", $"\"leaveOut\":{leaveOut},\"events\"", StringComparison.Ordinal);

        Shown([.. Read($"hall;servers;serials\n甲;1;{Hex}\ntotal;1;{Hex}\n", map).Where(line => line.Line == 3)])
            .ShouldBe(expected);
    }

    [Fact]
    public void A_comma_may_stand_for_the_point_and_a_day_for_its_first_instant() =>
        Read("no;loan;day;million\n1;f-1;05.01.2026;1.250,5\n").Single().Fact.ShouldNotBeNull()
            .ShouldSatisfyAllConditions(
                fact => FiledForm.Of(fact).ShouldContain("\"amount\":\"1250500000\""),
                fact => fact.Time.ShouldBe(NodaTime.Instant.FromUtc(2026, 1, 4, 16, 0)),
                fact => fact.Subject.ShouldBe("facility/f-1"),
                fact => fact.Line.ShouldBe(2));

    [Theory]
    [InlineData("1;f-1;05.01.2026;1,250.5", "2 MAP-005 million")] // grouped by another rule
    [InlineData("1;f-1;05.01.2026;12.50", "2 MAP-005 million")]
    [InlineData("1;f-1;05.01.2026;1e6", "2 MAP-005 million")]
    [InlineData("1;f-1;05.01.2026;much", "2 MAP-005 million")]
    [InlineData("1;f-1;05.01.2026;", "2 MAP-004 million")]
    [InlineData("1;f-1;05.01.2026;n/a", "2 MAP-004 million")]
    [InlineData("1;f-1;2026-01-05;1", "2 MAP-007 day")]
    [InlineData("1;f-1;31.02.2026;x", "2 MAP-005 million, 2 MAP-007 day")]
    [InlineData("1;f 1;05.01.2026;1", "2 SYN-017 loan")]
    [InlineData("1 a;f-1;05.01.2026;1", "2 ENV-002 no")]
    [InlineData("1;f-1;05.01.2026;-1", "2 VAL-003 million")]
    [InlineData("1;f-1;05.01.2026", "2 MAP-002 ")]
    [InlineData("1;\"f-1;05.01.2026;1", "2 MAP-002 ")]
    [InlineData("1;f\"-1;05.01.2026;1", "2 MAP-002 ")]
    [InlineData("1;\"f-1\"x;05.01.2026;1", "2 MAP-002 ")]
    public void A_wrong_cell_is_named_by_line_and_column(string row, string expected) =>
        Shown(Read($"no;loan;day;million\n{row}\n")).ShouldBe(expected);

    [Fact]
    public void A_row_counts_by_the_line_on_which_it_begins() =>
        Shown(Read("no;loan;day;million;note\r\n1;f-1;05.01.2026;1;\"two\r\nlines \"\"so\"\"\"\r\n\r\n2;f-1;x;1;\r\n"))
            .ShouldBe("5 MAP-007 day");

    [Fact]
    public void Columns_that_the_header_lacks_or_has_twice_are_all_named() =>
        Shown(Read("no;loan;loan;million\n1;f-1;f-1;1\n")).ShouldBe("1 MAP-001 day, 1 MAP-001 loan");

    [Fact]
    public void Bytes_that_are_not_of_the_encoding_are_refused_where_they_stand()
    {
        byte[] table = [.. "no;loan;day;million\n1;f-"u8, 0xB2, 0xE2, .. ";05.01.2026;1\n"u8];

        Shown(Read(table)).ShouldBe("2 MAP-003 loan");
    }

    [Fact]
    public void A_byte_order_mark_before_the_header_does_no_harm() =>
        Read("\uFEFFno;loan;day;million\n1;f-1;05.01.2026;1\n").Single().Errors.ShouldBeEmpty();

    [Theory]
    [InlineData("\"delimiter\":\";\"", "\"delimiter\":\";;\"", "delimiter")]
    [InlineData("Asia/Shanghai", "Asia/Atlantis", "timeZone")]
    [InlineData("\"thousands\":\".\"", "\"thousands\":\",\"", "thousands")]
    [InlineData("dd'.'MM'.'uuuu", "MM", "dates")]
    [InlineData("facility-drawn.v1", "alert-raised.v1", "events/0/type")]
    [InlineData("\"column\":\"loan\"", "\"column\":\"loan\",\"template\":\"x\"", "events/0/members/0")]
    [InlineData("\"/facility\"", "\"facility\"", "events/0/members/0/to")]
    [InlineData("\"currency\":\"CNY\",", "", "events/0/members/1")]
    [InlineData("\"name\":", "\"nmae\":", "cannot be read")]
    public void A_wrong_mapping_is_refused_with_its_place(string right, string wrong, string expected) =>
        Should.Throw<FormatException>(() => CsvMap.Read(
            Encoding.UTF8.GetBytes(Map.Replace(right, wrong, StringComparison.Ordinal))))
            .Message.ShouldContain(expected);

    private static List<FilingLine> Read(string table, string map = Map) => Read(Encoding.UTF8.GetBytes(table), map);

    private static List<FilingLine> Read(byte[] table, string map = Map) =>
    [
        .. new CsvFiling(CsvMap.Read(Encoding.UTF8.GetBytes(map)), Filed.Bank.Source)
            .Read(new MemoryStream(table), new FilingReader(Filed.Bank)),
    ];

    private static string Shown(List<FilingLine> lines) => string.Join(", ", lines.SelectMany(line => line.Errors)
        .Select(error => $"{error.Line} {error.Rule} {error.Column}").Order(StringComparer.Ordinal));
}

using CsCheck;
using NodaTime;
using RiskMonitor.Filing;
using RiskMonitor.Host.Native;
using RiskMonitor.Host.Native.Sacct;
using RiskMonitor.Host.Native.Schedulers;
using RiskMonitor.Surveillance;
using RiskMonitor.Utilization;

namespace RiskMonitor.Tests.Native.Schedulers;

public sealed class SacctTests
{
    private const string Header = "JobID|Partition|State|Start|End|NodeList|AllocTRES|TRESUsageInTot|ElapsedRaw";
    private const string Eight = "billing=96,cpu=96,gres/gpu:h100=8,gres/gpu=8,mem=900G,node=1";

    private static readonly Declaration Declared = Of(ActiveHours.Allocated);

    [Fact]
    public void The_example_says_cards_by_the_hour_and_the_work_that_the_collector_saw()
    {
        var declared = Declaration.Read(File.ReadAllBytes(Repo.Path("specs/native/example.declaration.json")));

        var fact = new SacctFormat().Read(declared, File.ReadAllBytes(Repo.Path("specs/native/examples/sacct.txt")))
            .Facts().ShouldHaveSingleItem();

        var use = fact.Data.ShouldBeOfType<UtilizationReported>();
        (use.Start, use.Step, use.Allocated.Count).ShouldBe(
            (Instant.FromUtc(2026, 3, 30, 16, 0), Duration.FromHours(1), 24));
        Hours(use.Allocated).ShouldBe([(8, 8m), (9, 16m), (10, 8m), (12, 0.75m)]);
        Hours(use.Active).ShouldBe([(8, 6m), (9, 12m), (10, 6m), (12, 0.6m)]);
        use.Offline.ShouldAllBe(hours => hours.Value == 0m);
        use.Profile.ShouldBe(new UnitProfile(SourceKind.Scheduler, "sacct, active by gres/gpuutil"));
        fact.Evidence.ShouldBe(Evidence.Inferred);
    }

    [Fact]
    public void A_job_counts_once_and_its_steps_do_not() => Allocated(
        Job("7", "08:00:00", "10:00:00"), Job("7.batch", "08:00:00", "10:00:00"),
        Job("7.extern", "08:00:00", "10:00:00"), Job("7.0", "08:10:00", "10:00:00")).ShouldBe(16m);

    [Fact]
    public void A_requeued_job_counts_each_of_its_times_and_a_row_that_is_said_twice_counts_once() => Allocated(
        Job("7", "08:00:00", "09:00:00", state: "REQUEUED"), Job("7", "10:00:00", "10:30:00"),
        Job("7", "10:00:00", "10:30:00")).ShouldBe(12m);

    [Fact]
    public void Tasks_of_an_array_count_and_those_that_wait_do_not() => Allocated(
        Job("9_1", "08:00:00", "09:00:00"), Job("9_2", "08:00:00", "09:00:00"),
        "9_[3-8]|east|PENDING|Unknown|Unknown|None assigned|||0",
        "10|east|CANCELLED by 1000|None|2026-03-31T07:00:00|None assigned|||0").ShouldBe(16m);

    [Theory]
    [InlineData("cpu=4,gres/gpu=2", "2")]
    [InlineData("cpu=4,gres/gpu:h100=2", "2")]
    [InlineData("gres/gpu:h100=2,gres/gpu=2", "2")]
    [InlineData("gres/gpu=5,gres/gpu:a100=2,gres/gpu:h100=3", "5")]
    [InlineData("gres/gpu=5,gres/gpu:h100=3", "5")]
    [InlineData("gres/gpu:a100=2,gres/gpu:h100=3", "5")]
    [InlineData("gres/gpu:a100-sxm4-80gb=1,gres/gpumem=80G", "1")]
    [InlineData("gres/gpu:h100_1g.10gb=7,gres/gpu=8", "1.875")] // seven eighths and a whole card
    [InlineData("cpu=4,gres/shard=6,mem=1G", "1.5")]
    public void Cards_are_those_of_the_allocation(string tres, string cards) => Allocated(
        Job("7", "08:00:00", "09:00:00", tres), Job("8", "08:00:00", "09:00:00", "cpu=4,mem=1G"))
        .ShouldBe(decimal.Parse(cards, System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("gres/gpu:a100_3g.20gb=1", "NAT-003")]
    [InlineData("gres/mps=50", "NAT-003")]
    [InlineData("gres/gpu=0", "NAT-003")]
    [InlineData("gres/gpu=1,gres/gpu:h100=2", "NAT-004")]
    [InlineData("gres/gpu=many", "MAP-006")]
    public void Cards_that_cannot_be_told_are_refused(string tres, string rule) =>
        Refused(Job("7", "08:00:00", "09:00:00", tres)).ShouldBe((2, "AllocTRES", rule));

    [Fact]
    public void What_runs_counts_to_the_end_of_what_the_file_tells_and_no_further_back_than_its_begin() => Allocated(
        Job("7", "22:30:00", "Unknown", state: "RUNNING"),
        "6|east|COMPLETED|2026-03-29T00:00:00|2026-03-31T00:15:00|gpu-a-1|gres/gpu=4||").ShouldBe(13m);

    [Theory]
    [InlineData("COMPLETED", "2026-03-31T08:00:00", "Unknown", "End", "NAT-004")]
    [InlineData("COMPLETED", "2026-03-31T08:00:00", "2026-03-31T07:00:00", "End", "NAT-004")]
    [InlineData("COMPLETED", "soon", "2026-03-31T07:00:00", "Start", "MAP-007")]
    [InlineData("RUNNING", "Unknown", "Unknown", "Start", "MAP-007")]
    public void Times_that_cannot_be_are_refused(string state, string start, string end, string column, string rule) =>
        Refused($"7|east|{state}|{start}|{end}|gpu-a-1|{Eight}||").ShouldBe((2, column, rule));

    [Fact]
    public void A_time_that_clocks_show_twice_is_refused()
    {
        var declared = Declared with
        {
            TimeZone = "Europe/Berlin",
            Scheduler = Declared.Scheduler! with
            {
                From = Instant.FromUtc(2026, 10, 24, 22, 0), To = Instant.FromUtc(2026, 10, 25, 23, 0),
            },
        };

        Read(declared, $"7|east|COMPLETED|2026-10-25T02:30:00|2026-10-25T04:00:00|gpu-a-1|{Eight}||").Wrong()[0]
            .ShouldBe((2, "Start", "NAT-004"));
        var day = (UtilizationReported)Read(
            declared, $"7|east|COMPLETED|2026-10-25T01:00:00|2026-10-25T04:00:00|gpu-a-1|{Eight}||").Facts().Single()
            .Data;
        (day.Allocated.Count, day.Allocated.Sum(hours => hours.Value)).ShouldBe((25, 32m));
    }

    [Theory]
    [InlineData("west", "gpu-a-1")]
    [InlineData("east", "gpu-a-[1-2,4],gpu-b-1")]
    public void A_job_of_no_pool_or_of_two_is_refused(string partition, string nodes) =>
        Refused($"7|{partition}|COMPLETED|2026-03-31T08:00:00|2026-03-31T09:00:00|{nodes}|{Eight}||")
            .ShouldBe((2, "NodeList", "NAT-002"));

    [Fact]
    public void A_longer_run_than_the_times_allow_is_refused() =>
        Refused(Job("7", "08:00:00", "09:00:00") + "3601").ShouldBe((2, "ElapsedRaw", "NAT-004"));

    [Fact]
    public void A_missing_column_is_named() =>
        new SacctFormat().Read(Declared, "JobID|Partition|State|Start|End|NodeList\n7|e|x|y|z|n\n").Wrong()
            .ShouldHaveSingleItem().ShouldBe((1, "AllocTRES", "MAP-001"));

    [Fact]
    public void Without_a_declaration_nothing_is_guessed() =>
        Read(Declaration.None, Job("7", "08:00:00", "09:00:00")).Wrong().ShouldHaveSingleItem().Rule
            .ShouldBe("NAT-002");

    [Fact]
    public void More_cards_at_once_than_there_are_name_the_hour_and_the_day_is_not_filed()
    {
        var error = Read(
            Declared, Job("1", "08:00:00", "09:10:00"), Job("2", "09:09:59", "10:00:00", "gres/gpu=25"))
            .SelectMany(line => line.Errors).ShouldHaveSingleItem();

        (error.Line, error.Rule).ShouldBe((3, "NAT-004"));
        error.Message.ShouldContain("2026-03-31T01:00:00Z");
        error.Message.ShouldContain("33 cards");
        Allocated(Job("1", "08:00:00", "09:10:00"), Job("2", "09:10:00", "10:10:00", "gres/gpu=32"))
            .ShouldBe(ExactNumber.Filed((8 * 70m / 60m) + 32m));
    }

    [Fact]
    public void A_refused_row_takes_its_days_with_it_and_no_other()
    {
        var declared = Declared with
        {
            Scheduler = Declared.Scheduler! with { To = Instant.FromUtc(2026, 4, 2, 16, 0) },
        };
        var lines = Read(
            declared, Job("1", "08:00:00", "09:00:00"), Job("2", "09:00:00", "10:00:00", "gres/gpu=x"),
            $"3|east|COMPLETED|2026-04-01T08:00:00|2026-04-01T09:00:00|gpu-a-1|{Eight}||");

        lines.Wrong().ShouldBe([(3, "AllocTRES", "MAP-006")]);
        lines.Select(line => line.Fact).OfType<FiledFact>().Select(fact => ((UtilizationReported)fact.Data).Start)
            .ShouldBe([Instant.FromUtc(2026, 3, 31, 16, 0), Instant.FromUtc(2026, 4, 1, 16, 0)]);
    }

    [Fact]
    public void Two_rows_of_one_run_that_differ_are_refused_with_their_days() =>
        Refused(Job("7", "08:00:00", "09:00:00"), Job("7", "08:00:00", "09:30:00"))
            .ShouldBe((3, "JobID", "NAT-004"));

    [Fact]
    public void A_pool_of_which_there_is_no_job_is_not_taken_for_an_idle_one() =>
        Refused(Job("7", "08:00:00", "09:00:00", "cpu=4")).ShouldBe((1, null, "NAT-002"));

    [Fact]
    public void Utilization_is_a_sum_over_the_cards_of_the_run_in_which_the_step_began()
    {
        var use = Use(Read(
            Of(ActiveHours.GpuUtil),
            Job("7", "08:00:00", "09:00:00"), Job("7.0", "08:00:00", "08:30:00") with { Util = "gres/gpuutil=400" },
            Job("7", "10:00:00", "11:00:00"), Job("7.0", "10:00:00", "11:00:00") with { Util = "gres/gpuutil=800" },
            Job("7.batch", "10:00:00", "11:00:00") with { Util = "gres/gpuutil=200" }).Facts().Single());

        Hours(use.Active).ShouldBe([(8, 2m), (10, 8m)]); // half of the cards for half of the time; never more than all
    }

    [Theory]
    [InlineData("cpu=1", "NAT-002", 2)]
    [InlineData("gres/gpuutil=801", "NAT-004", 3)]
    [InlineData("gres/gpuutil=18446744073709551614", "NAT-004", 3)]
    public void Utilization_that_is_not_there_or_cannot_be_is_refused(string usage, string rule, int line) =>
        Read(
            Of(ActiveHours.GpuUtil),
            Job("7", "08:00:00", "09:00:00"), Job("7.0", "08:00:00", "09:00:00") with { Util = usage },
            Job("8", "01:00:00", "02:00:00"), Job("8.0", "01:00:00", "02:00:00") with { Util = "gres/gpuutil=8" })
            .Wrong().ShouldBe([(line, "TRESUsageInTot", rule)]);

    [Fact]
    public void A_job_without_its_utilization_is_the_only_thing_that_is_named() =>
        Read(Of(ActiveHours.GpuUtil), Job("7", "08:00:00", "09:00:00")).Wrong()
            .ShouldBe([(2, "TRESUsageInTot", "NAT-002")]);

    [Fact]
    public void A_step_that_is_refused_takes_all_days_of_its_job()
    {
        string job = $"7|east|COMPLETED|2026-03-31T23:00:00|2026-04-01T02:00:00|gpu-a-1|{Eight}||";
        string[] steps =
        [
            "7.0||COMPLETED|2026-03-31T23:00:00|2026-03-31T23:30:00|||gres/gpuutil=80|",
            "7.0||COMPLETED|2026-03-31T23:00:00|2026-03-31T23:30:00|||gres/gpuutil=90|",
        ];

        var lines = Read(Of(ActiveHours.GpuUtil, days: 2), job, steps[0], steps[1]);

        lines.Wrong().ShouldBe([(4, "JobID", "NAT-004")]);
        lines.ShouldAllBe(line => line.Fact == null);
    }

    [Fact]
    public void Shuffled_rows_say_the_same_and_hours_are_the_seconds_of_the_jobs()
    {
        var run = Gen.Select(Gen.Int[0, 200_000], Gen.Int[1, 40_000], Gen.Int[1, 8], Gen.Int[0, 20]);
        Gen.Select(run.Array[1, 12], Gen.Int[0, 1_000_000]).Sample((runs, seed) =>
        {
            var begin = new LocalDateTime(2026, 3, 30, 12, 0);
            var declared = Of(ActiveHours.Allocated, cards: 96, days: 2);
            var jobs = runs.DistinctBy(job => (job.Item4, job.Item1)).ToList();
            string[] rows = [.. jobs.Select(job => (string)Job(
                $"{job.Item4}", begin.PlusSeconds(job.Item1), begin.PlusSeconds(job.Item1 + job.Item2),
                $"gres/gpu={job.Item3}"))];

            var (from, to) = (43_200L, 43_200L + (2 * 86_400L)); // the two days, in seconds since the begin
            var perDay = new decimal[2];
            foreach (var (start, length, cards, _) in jobs)
            {
                for (var day = 0; day < 2; day++)
                {
                    var first = Math.Max(start, from + (day * 86_400L));
                    var last = Math.Min(start + length, from + ((day + 1) * 86_400L));
                    perDay[day] += cards * Math.Max(0L, last - first);
                }
            }

            var lines = new SacctFormat().Read(declared, NativeReading.Table(Header, rows));
            if (perDay.Sum() == 0m)
            {
                return lines.Wrong().Single().Rule == "NAT-002";
            }

            var facts = lines.Facts();
            var shuffled = new SacctFormat().Read(declared, NativeReading.Table(
                Header, [.. rows.OrderBy(row => NativeId.Of("x", $"{seed}", row))])).Facts();
            return facts.Select(fact => Use(fact).Allocated.Sum(hours => hours.Value))
                    .SequenceEqual(perDay.Select(seconds => ExactNumber.Filed(seconds / 3_600m)))
                && facts.All(fact => Use(fact).Allocated.All(hours => hours.Value is >= 0m and <= 96m))
                && shuffled.Select(fact => (fact.Id, fact.Data)).SequenceEqual(
                    facts.Select(fact => (fact.Id, fact.Data)));
        }, iter: 200);
    }

    [Theory]
    [InlineData("\"from\":\"2026-03-30T16:30:00Z\"", "whole hours")]
    [InlineData("\"from\":\"2026-04-30T16:00:00Z\"", "before scheduler/to")]
    [InlineData("\"from\":\"1969-04-30T16:00:00Z\"", "1971")]
    [InlineData("\"cardsOf\":{\"x\":\"1.5\"}", "cardsOf/x")]
    [InlineData("\"pools\":[{\"pool\":\"p\",\"cards\":0,\"when\":{\"Partition\":[\"*\"]}}]", "pools/0/cards")]
    [InlineData("\"pools\":[{\"pool\":\"p\",\"cards\":1,\"when\":{}}]", "pools/0/when")]
    [InlineData("\"pools\":[]", "pools is not empty")]
    public void What_is_wrong_with_the_declaration_is_named(string member, string named)
    {
        var members = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["\"from\""] = "\"from\":\"2026-03-30T16:00:00Z\"",
            ["\"to\""] = "\"to\":\"2026-03-31T16:00:00Z\"",
            ["\"active\""] = "\"active\":\"allocated\"",
            ["\"pools\""] = "\"pools\":[{\"pool\":\"p\",\"cards\":1,\"when\":{\"Partition\":[\"*\"]}}]",
            [member[..member.IndexOf(':', StringComparison.Ordinal)]] = member,
        };
        var json = "{\"name\":\"a\",\"timeZone\":\"Asia/Shanghai\",\"scheduler\":{"
            + string.Join(',', members.Values) + "}}";

        Should.Throw<FormatException>(() => Declaration.Read(System.Text.Encoding.UTF8.GetBytes(json))).Message
            .ShouldContain(named);
    }

    private static Declaration Of(ActiveHours active, int cards = 32, int days = 1) =>
        Declaration.None with
        {
            TimeZone = "Asia/Shanghai",
            Scheduler = new SchedulerUse(
                Instant.FromUtc(2026, 3, 30, 16, 0), Instant.FromUtc(2026, 3, 30, 16, 0) + Duration.FromDays(days),
                active,
                [
                    new ScheduledPool(PoolId.Of("p01"), cards, new Dictionary<string, Sequence<string>>
                    {
                        ["Partition"] = ["east"], ["NodeList"] = ["gpu-a-*"],
                    }),
                ],
                new Dictionary<string, decimal> { ["h100_1g.10gb"] = 0.125m, ["shard"] = 0.25m }),
        };

    private static Row Job(string id, string from, string to, string tres = Eight, string state = "COMPLETED") =>
        new(id, $"2026-03-31T{from}", to == "Unknown" ? to : $"2026-03-31T{to}", tres, state, string.Empty);

    private static Row Job(string id, LocalDateTime from, LocalDateTime to, string tres) => new(
        id, NodaTime.Text.LocalDateTimePattern.GeneralIso.Format(from),
        NodaTime.Text.LocalDateTimePattern.GeneralIso.Format(to), tres, "COMPLETED", string.Empty);

    private static decimal Allocated(params Row[] rows) =>
        Use(Read(Declared, rows).Facts().Single()).Allocated.Sum(hours => hours.Value);

    private static (int Line, string? Column, string Rule) Refused(params Row[] rows)
    {
        var lines = Read(Declared, rows);
        lines.ShouldAllBe(line => line.Fact == null);
        return lines.Wrong()[0];
    }

    private static IReadOnlyList<FilingLine> Read(Declaration declared, params Row[] rows) =>
        new SacctFormat().Read(declared, NativeReading.Table(Header, [.. rows.Select(row => (string)row)]));

    private static UtilizationReported Use(FiledFact fact) => (UtilizationReported)fact.Data;

    private static IEnumerable<(int Hour, decimal Hours)> Hours(Sequence<RiskMonitor.Units.CardHours> hours) =>
        hours.Index().Where(hour => hour.Item.Value != 0m).Select(hour => (hour.Index, hour.Item.Value));

    /// <summary>A row by its cells, or as it stands.</summary>
    private sealed record Row(string Id, string From, string To, string Tres, string State, string Util)
    {
        private string? Whole { get; init; }

        public static implicit operator Row(string whole) =>
            new("", "", "", "", "", "") { Whole = whole };

        public static implicit operator string(Row row) => row.Whole
            ?? $"{row.Id}|east|{row.State}|{row.From}|{row.To}|gpu-a-1|{row.Tres}|{row.Util}|";
    }
}

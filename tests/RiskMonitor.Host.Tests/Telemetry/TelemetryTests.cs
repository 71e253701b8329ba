using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using NodaTime;
using Npgsql;
using RiskMonitor.Host.Access;
using RiskMonitor.Host.Telemetry;
using RiskMonitor.Host.Tests.Http;

namespace RiskMonitor.Host.Tests.Telemetry;

/// <summary>Files of samples over HTTP, into the table, and what is said of them in the ledger.</summary>
public sealed class TelemetryTests(HostFixture host) : IClassFixture<HostFixture>
{
    private const string Legacy = "DCGM_FI_PROF_GR_ENGINE_ACTIVE";
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 30, 0, 0);

    private readonly string pool = $"p{Guid.NewGuid():N}"[..12];
    private readonly string source = $"urn:local:test-{Guid.NewGuid():N}";

    private string Declaration => $$$"""
        {"name":"one pool","timeZone":"UTC","devices":[{"pool":"{{{pool}}}","hosts":["{{{pool}}}-*"],"cards":8}],
        "exporter":{"name":"dcgm-exporter","version":"4.8.0"}}
        """;

    private string Stream => $"use/{pool}/2026-03";

    [Fact]
    public async Task A_file_becomes_rows_one_fact_and_the_use_that_follows()
    {
        var answer = await FileAsync(Text(0, 120, 0.5));

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        Counts(answer).ShouldBe((960, 960, 0, 0));
        answer.Json["facts"]!.GetValue<int>().ShouldBe(2);
        (await RowsAsync()).ShouldBe(960);
        (await TypesAsync()).ShouldBe(["telemetry-received.v1", "utilization-reported.v1"]);
        (await ScalarAsync<string>(
            "select data ->> 'active' from ledger.mt_events where stream_id = $1 and type like 'util%'", Stream))
            .ShouldBe("""["4", "4"]""");
        (await host.ReadyAsync()).ShouldBeGreaterThan(0, "and the fold takes it");
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing()
    {
        var text = Text(0, 60, 0.5);
        await FileAsync(text);

        var again = await FileAsync(text);

        Counts(again).ShouldBe((480, 0, 480, 0));
        again.Json["facts"]!.GetValue<int>().ShouldBe(0);
        (await RowsAsync()).ShouldBe(480);
        (await TypesAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_later_file_of_the_day_restates_its_use()
    {
        await FileAsync(Text(0, 60, 0.5));

        (await FileAsync(Text(60, 120, 0.5))).Json["facts"]!.GetValue<int>().ShouldBe(2);

        (await TypesAsync()).ShouldBe(
            ["telemetry-received.v1", "utilization-reported.v1", "telemetry-received.v1", "fact-corrected.v1"]);
    }

    [Fact]
    public async Task A_unit_that_changed_sets_the_file_aside_and_nothing_moves()
    {
        await FileAsync(Text(0, 60, 0.5));

        var answer = await FileAsync(Text(60, 120, 0.005), "?mode=partial");

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.Json["errors"]!.AsArray().Single()!["rule"]!.GetValue<string>().ShouldBe("NAT-007");
        Counts(answer).ShouldBe((480, 0, 0, 480));
        (await RowsAsync()).ShouldBe(480);
        (await TypesAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_fall_that_its_reporter_confirms_by_the_moment_of_the_message_is_taken()
    {
        await FileAsync(Text(0, 60, 0.5));
        var text = Text(60, 120, 0.005);
        var refused = (await FileAsync(text)).Json["errors"]!.AsArray().Single()!["message"]!.GetValue<string>();
        var moment = refused.Split('"')[^2];

        (await FileAsync(text, confirmed: "2020-01-01T00:00:00Z")).Status.ShouldBe(
            HttpStatusCode.UnprocessableEntity, "another moment confirms nothing");
        (await FileAsync(text, confirmed: moment)).Status.ShouldBe(HttpStatusCode.OK, refused);

        (await RowsAsync()).ShouldBe(960);
    }

    [Fact]
    public async Task A_host_that_is_not_declared_is_named_once_with_its_count()
    {
        var text = Text(0, 60, 0.5) + Text(0, 60, 0.5).Replace($"{pool}-1", "stranger", StringComparison.Ordinal);

        var atomic = await FileAsync(text);
        var partial = await FileAsync(text, "?mode=partial");

        atomic.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var error = partial.Json["errors"]!.AsArray().ShouldHaveSingleItem()!;
        error["rule"]!.GetValue<string>().ShouldBe("NAT-002");
        error["value"]!.GetValue<string>().ShouldBe("stranger");
        error["message"]!.GetValue<string>().ShouldContain("480 samples");
        Counts(partial).ShouldBe((960, 480, 0, 480));
        (await RowsAsync()).ShouldBe(480);
    }

    [Fact]
    public async Task Names_of_two_versions_refuse_the_whole_file_even_in_part()
    {
        var text = Text(0, 60, 0.5) + Text(60, 61, 0.5, "DCGM_FI_PROF_GR_ENGINE_UTIL_RATIO");

        var answer = await FileAsync(text, "?mode=partial");

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.Json["errors"]!.AsArray().Single()!["rule"]!.GetValue<string>().ShouldBe("NAT-006");
        (await RowsAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_sample_of_the_future_is_refused()
    {
        var later = Text(0, 1, 0.5, start: SystemClock.Instance.GetCurrentInstant() + Duration.FromHours(2));

        var answer = await FileAsync(later, "?mode=partial");

        answer.Json["errors"]!.AsArray().Select(error => error!["rule"]!.GetValue<string>()).Distinct()
            .ShouldBe(["NAT-008"]);
    }

    [Fact]
    public async Task Files_that_open_the_same_new_days_at_once_are_all_taken()
    {
        for (var round = 0; round < 3; round++)
        {
            var start = Instant.FromUtc(2025, 10 + round, 1, 0, 0);
            var files = Enumerable.Range(0, 4).Select(file => string.Concat(Enumerable.Range(0, 10).Select(day =>
                Text(0, 1, 0.1 * (file + 1), start: start + Duration.FromDays(day)))));

            var answers = await Task.WhenAll(files.Select(file => FileAsync(file)));

            answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task A_file_of_too_many_days_is_refused_at_the_first_and_makes_no_room_for_the_rest()
    {
        var start = Instant.FromUtc(2025, 3, 1, 0, 0);
        var file = string.Concat(
            Enumerable.Range(0, 100).Select(day => Text(0, 1, 0.5, start: start + Duration.FromDays(day))));

        var answer = await FileAsync(file, "?dryRun=true");

        answer.Json["errors"]!.AsArray().Select(error => ($"{error!["line"]}", $"{error["rule"]}"))
            .ShouldBe([($"{(63 * 8) + 1}", "NAT-008")]);
        (await ScalarAsync<long>(
            "select count(*) from pg_class where relname = $1 and relkind = 'r'", "sample_20250504")).ShouldBe(0);
    }

    [Fact]
    public async Task The_same_bytes_in_another_format_are_a_conflict_in_words()
    {
        var text = Text(0, 60, 0.5);
        await FileAsync(text);

        var answer = await FileAsync(text, format: "prometheus");

        answer.ShouldBeProblem(HttpStatusCode.Conflict, "state-conflict");
    }

    [Fact]
    public async Task Three_of_the_cards_numbers_stand_for_none_and_a_huge_one_is_impossible()
    {
        var none = Text(0, 1, 140_737_488_355_328) + Text(1, 2, 140_737_488_355_330)
            + Text(2, 3, 9_223_372_036_854_775_792);
        Counts(await FileAsync(none, "?dryRun=true")).ShouldBe((0, 0, 0, 0));

        var answer = await FileAsync(Text(0, 1, 1e308), "?dryRun=true");

        answer.Json["errors"]!.AsArray().Select(error => $"{error!["rule"]}").Distinct().ShouldBe(["NAT-004"]);
    }

    [Fact]
    public async Task A_name_that_cannot_be_kept_is_refused_and_the_others_stand()
    {
        var text = Text(0, 60, 0.5) + Text(60, 61, 0.5).Replace("GPU-3", "GPU\0", StringComparison.Ordinal);

        var answer = await FileAsync(text, "?mode=partial");

        answer.Json["errors"]!.AsArray().Single()!["rule"]!.GetValue<string>().ShouldBe("NAT-001");
        Counts(answer).ShouldBe((488, 487, 0, 1));
    }

    [Fact]
    public async Task A_dry_run_tells_everything_and_writes_nothing()
    {
        var answer = await FileAsync(Text(0, 60, 0.5), "?dryRun=true");

        Counts(answer).ShouldBe((480, 480, 0, 0));
        (await RowsAsync()).ShouldBe(0);
        (await TypesAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("update telemetry.sample set value = 1")]
    [InlineData("delete from telemetry.sample")]
    [InlineData("truncate telemetry.sample")]
    [InlineData("update telemetry.file set samples = 0")]
    [InlineData("delete from telemetry.block")]
    [InlineData("drop table telemetry.sample")]
    [InlineData("insert into telemetry.dropped (before) values ('2026-01-01')")]
    public async Task The_runtime_role_changes_and_drops_nothing(string sql)
    {
        await using var runtime = NpgsqlDataSource.Create(host.RuntimeConnection);
        await using var command = runtime.CreateCommand(sql);

        (await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState
            .ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task What_the_owner_drops_is_gone_its_facts_stay_and_nothing_is_added_to_half_a_day()
    {
        var old = Instant.FromUtc(2025, 1, 5, 0, 0);
        (await FileAsync(Text(0, 60, 0.5, start: old))).Status.ShouldBe(HttpStatusCode.OK);
        await using var owner = NpgsqlDataSource.Create(host.OwnerConnection);

        var gone = await TelemetryRetention.DropAsync(owner, new LocalDate(2025, 1, 6), default);

        gone.ShouldBe(["sample_20250105"]);
        (await RowsAsync()).ShouldBe(0);
        (await ScalarAsync<long>("select count(*) from ledger.mt_events where stream_id = $1", $"use/{pool}/2025-01"))
            .ShouldBe(2);
        (await FileAsync(Text(60, 120, 0.5, start: old))).Json["errors"]![0]!["rule"]!.GetValue<string>()
            .ShouldBe("NAT-008");
    }

    [Fact]
    public async Task A_second_file_of_a_form_refuses_the_first_and_what_is_no_form_is_no_media_of_ours()
    {
        var file = new ByteArrayContent(Encoding.UTF8.GetBytes(Text(0, 60, 0.5)));
        file.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.riskmonitor.dcgm");
        using var form = new MultipartFormDataContent
        {
            { new StringContent(Declaration, Encoding.UTF8, "application/json"), "declaration" },
            { file, "file", "scrapes.txt" },
            { new StringContent("more"), "file", "more.txt" },
        };
        var two = await SendAsync(form);
        two.Status.ShouldBe(HttpStatusCode.BadRequest, two.Text);
        two.Text.ShouldContain("nothing after it");
        (await RowsAsync()).ShouldBe(0);

        using var text = new StringContent("x", Encoding.UTF8, "text/plain");
        (await SendAsync(text)).Status.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    private async Task<Answer> SendAsync(HttpContent content)
    {
        using var api = host.As(Role.Reporter, source: source);
        return await api.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/api/v1/telemetry") { Content = content });
    }

    private string Text(
        int from, int to, double active, string name = Legacy, Instant? start = null)
    {
        var text = new StringBuilder();
        for (var minute = from; minute < to; minute++)
        {
            var at = ((start ?? Start) + Duration.FromMinutes(minute)).ToUnixTimeMilliseconds();
            for (var card = 0; card < 8; card++)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{name}{{Hostname=\"{pool}-1\",gpu=\"{card}\",UUID=\"GPU-{card}\"}} {active} {at}\n");
            }
        }

        return text.ToString();
    }

    private async Task<Answer> FileAsync(
        string text, string query = "", string format = "dcgm", string? confirmed = null)
    {
        var declaration = JsonNode.Parse(Declaration)!;
        if (confirmed is not null)
        {
            declaration["exporter"]!["confirmedSteps"] = new JsonArray(confirmed);
        }

        using var api = host.As(Role.Reporter, source: source);
        var file = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        file.Headers.ContentType = new MediaTypeHeaderValue($"application/vnd.riskmonitor.{format}");
        var form = new MultipartFormDataContent
        {
            { new StringContent(declaration.ToJsonString(), Encoding.UTF8, "application/json"), "declaration" },
            { file, "file", "scrapes.txt" },
        };
        return await api.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"/api/v1/telemetry{query}")
        {
            Content = form,
        });
    }

    private static (int Lines, int Accepted, int Duplicate, int Rejected) Counts(Answer answer) => (
        answer.Json["lines"]!.GetValue<int>(), answer.Json["accepted"]!.GetValue<int>(),
        answer.Json["duplicate"]!.GetValue<int>(), answer.Json["rejected"]!.GetValue<int>());

    private Task<long> RowsAsync() => ScalarAsync<long>(
        "select count(*) from telemetry.sample s join telemetry.file f on f.id = s.file where f.pool = $1", pool);

    private async Task<List<string>> TypesAsync()
    {
        await using var owner = NpgsqlDataSource.Create(host.OwnerConnection);
        await using var command = owner.CreateCommand(
            "select headers ->> 'id', type, stream_id, version from ledger.mt_events where stream_id = $1 "
                + "order by version");
        command.Parameters.Add(new NpgsqlParameter { Value = Stream });
        await using var row = await command.ExecuteReaderAsync();
        var types = new List<string>();
        while (await row.ReadAsync())
        {
            types.Add(row.GetString(1));
        }

        return types;
    }

    private async Task<T> ScalarAsync<T>(string sql, string value)
    {
        await using var owner = NpgsqlDataSource.Create(host.OwnerConnection);
        await using var command = owner.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = value });
        return (T)(await command.ExecuteScalarAsync())!;
    }
}

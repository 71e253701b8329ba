using System.Net;
using System.Text.Json.Nodes;
using RiskMonitor.Host.Access;
using RiskMonitor.Host.Tests.Http;
using RiskMonitor.Tests;

namespace RiskMonitor.Host.Tests.Filing;

[Collection(SharedProvince.Name)]
public sealed class FilingEndpointTests(ProvinceFixture host)
{
    private readonly string source = $"urn:local:test-{Guid.NewGuid():N}";

    private string Broken => Lines.Fixing(source, "b").Replace("7.0123", "07.0123", StringComparison.Ordinal);

    [Fact]
    public async Task An_atomic_filing_is_refused_whole()
    {
        using var api = host.As(Role.Reporter, source: source);
        var before = await SizeAsync();

        var answer = await api.FileAsync($"{Lines.Fixing(source, "a")}\n{Broken}\n{Lines.Fixing(source, "c")}\n");

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Counts(answer).ShouldBe((3, 0, 0, 1));
        var error = answer.Json["errors"]!.AsArray().ShouldHaveSingleItem()!;
        error["line"]!.GetValue<int>().ShouldBe(2);
        error["pointer"]!.GetValue<string>().ShouldBe("/data/rate");
        error["rule"]!.GetValue<string>().ShouldBe("SYN-014");
        (await SizeAsync()).ShouldBe(before);
        Counts(await api.FileAsync($"{Lines.Fixing(source, "a")}\n{Lines.Fixing(source, "c")}\n"))
            .ShouldBe((2, 2, 0, 0), "nothing of it was taken");
    }

    [Fact]
    public async Task Of_a_partial_filing_what_is_right_is_taken()
    {
        using var api = host.As(Role.Reporter, source: source);

        var answer = await api.FileAsync(
            $"{Lines.Fixing(source, "a")}\n{Broken}\n{Lines.Fixing(source, "c")}\n", "?mode=partial");

        answer.Status.ShouldBe(HttpStatusCode.OK);
        Counts(answer).ShouldBe((3, 2, 0, 1));
        answer.Json["errors"]!.AsArray().ShouldHaveSingleItem()!["line"]!.GetValue<int>().ShouldBe(2);
        Counts(await api.FileAsync(Lines.Fixing(source, "a"))).ShouldBe((1, 0, 1, 0));
    }

    [Fact]
    public async Task A_dry_run_tells_everything_and_writes_nothing()
    {
        using var api = host.As(Role.Reporter, source: source);
        var before = await SizeAsync();

        var answer = await api.FileAsync($"{Lines.Fixing(source, "a")}\n{Broken}\n", "?dryRun=true&mode=partial");

        Counts(answer).ShouldBe((2, 1, 0, 1));
        (await SizeAsync()).ShouldBe(before);
        (await api.GetAsync($"/api/v1/filings/{answer.Json["filing"]}"))
            .ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task The_same_file_twice_changes_nothing()
    {
        using var api = host.As(Role.Reporter, source: source);
        var lines = string.Concat(Lines.Fixings(source, "twice", 25).Select(line => $"{line}\n"));
        Counts(await api.FileAsync(lines)).ShouldBe((25, 25, 0, 0));
        var before = await SizeAsync();

        var again = await api.FileAsync(lines);

        again.Status.ShouldBe(HttpStatusCode.OK);
        Counts(again).ShouldBe((25, 0, 25, 0));
        (await SizeAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task The_same_id_with_other_content_is_a_conflict_that_names_the_member()
    {
        using var api = host.As(Role.Reporter, source: source);
        await api.FileAsync(Lines.Fixing(source, "a"));
        var before = await SizeAsync();

        var answer = await api.FileAsync($"{Lines.Fixing(source, "a", "7.0124")}\n{Lines.Fixing(source, "b")}\n");

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Counts(answer).ShouldBe((2, 0, 0, 1));
        var error = answer.Json["errors"]!.AsArray().ShouldHaveSingleItem()!;
        error["rule"]!.GetValue<string>().ShouldBe("REF-004");
        error["pointer"]!.GetValue<string>().ShouldBe("/data/rate");
        (await SizeAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_batch_is_filed_as_its_lines_are()
    {
        using var api = host.As(Role.Reporter, source: source);
        var batch = $"[{string.Join(",\n", Lines.Fixings(source, "batch", 3))}]";

        var answer = await api.FileAsync(
            System.Text.Encoding.UTF8.GetBytes(batch), media: "application/cloudevents-batch+json");

        Counts(answer).ShouldBe((3, 3, 0, 0));
    }

    [Fact]
    public async Task Nobody_files_for_another_source()
    {
        using var api = host.As(Role.Reporter, source: source);

        Rule(await api.FileAsync(Lines.Fixing("urn:local:lender-a", "mine"))).ShouldBe("REF-001");
    }

    [Fact]
    public async Task Only_the_supervisor_files_acts_of_oversight()
    {
        var closing = Lines.Close("US-NV", new NodaTime.LocalDate(2025, 1, 31));
        using var reporter = host.As(Role.Reporter, source: Lines.Supervisor);
        Rule(await reporter.FileAsync(closing)).ShouldBe("ENV-005");

        using var supervisor = host.As(Role.Supervisor, source: Lines.Supervisor);
        Counts(await supervisor.FileAsync(closing)).ShouldBe((1, 1, 0, 0));
    }

    [Theory]
    [InlineData("alert-cleared.v1", "ENV-004")]
    [InlineData("incident-closed.v1", "ENV-004")]
    [InlineData("filing-accepted.v1", "ENV-004")]
    [InlineData("engine-adopted.v1", "ENV-006")]
    public async Task Nobody_files_what_the_monitor_says(string type, string rule)
    {
        var example = File.ReadAllText(Repo.Path($"specs/events/{type}.example.json"));
        var line = JsonNode.Parse(example)!.AsObject();
        line["specversion"] = "1.0";
        line["id"] = "said";
        line["source"] = source;
        line["type"] = type;
        line["subject"] ??= "alert/0";
        line["time"] ??= "2026-01-07T12:00:00Z";
        line["evidence"] = "documented";
        using var reporter = host.As(Role.Reporter, source: source);
        Rules(await reporter.FileAsync(line.ToJsonString())).ShouldContain(rule);
        using var supervisor = host.As(Role.Supervisor, source: source);
        if (type != "engine-adopted.v1") // that is the supervisor's to file
            Rules(await supervisor.FileAsync(line.ToJsonString())).ShouldContain(rule);
    }

    [Fact]
    public async Task A_token_without_a_source_files_nothing()
    {
        using var api = host.As(Role.Reporter);

        (await api.FileAsync(Lines.Fixing(source, "a"))).ShouldBeProblem(HttpStatusCode.Forbidden, "forbidden");
    }

    [Theory]
    [InlineData("?mode=some", "malformed")]
    [InlineData("?dryRun=yes", "malformed")]
    [InlineData("?name=", "malformed")]
    [InlineData("?covers=payment", "malformed")]
    [InlineData("?covers=gossip:2025-01-01..2025-01-31", "malformed")]
    [InlineData("?covers=payment:2025-01-31..2025-01-01", "malformed")]
    [InlineData("?covers=payment:2025-01-01..2025-02-30", "malformed")]
    [InlineData("?dry-run=true", "unknown-parameter")]
    public async Task What_is_asked_of_a_filing_is_read_strictly(string query, string slug)
    {
        using var api = host.As(Role.Reporter, source: source);
        var before = await SizeAsync();

        (await api.FileAsync(Lines.Fixing(source, "a"), query)).ShouldBeProblem(HttpStatusCode.BadRequest, slug);

        (await SizeAsync()).ShouldBe(before);
    }

    private static (int Lines, int Accepted, int Duplicate, int Rejected) Counts(Answer answer) => (
        answer.Json["lines"]!.GetValue<int>(), answer.Json["accepted"]!.GetValue<int>(),
        answer.Json["duplicate"]!.GetValue<int>(), answer.Json["rejected"]!.GetValue<int>());

    private static string Rule(Answer answer) => Rules(answer).ShouldHaveSingleItem();

    private static List<string> Rules(Answer answer)
    {
        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, answer.Text);
        return [.. answer.Json["errors"]!.AsArray().Select(error => $"{error!["rule"]}")];
    }

    /// <summary>Events that are sealed, once nothing waits to be.</summary>
    private async Task<long> SizeAsync() => await host.ReadyAsync() + 1;
}

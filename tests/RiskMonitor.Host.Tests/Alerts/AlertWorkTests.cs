using System.Net;
using System.Text.Json.Nodes;
using RiskMonitor.Host.Access;
using RiskMonitor.Host.Tests.Http;
using RiskMonitor.Host.Tests.Postgres;

namespace RiskMonitor.Host.Tests.Alerts;

/// <summary>What officers do, and what the monitor does, to one alert.</summary>
[Collection(SharedProvince.Name)]
public sealed class AlertWorkTests(ProvinceFixture host)
{
    private static readonly string Place = "US-TX";
    private static readonly string Words = """{"comment":"Seen."}""";

    [Fact]
    public async Task A_command_names_the_version_that_it_saw()
    {
        var id = await RaiseAsync();
        using var api = host.As(Role.Regulator, Place);
        (await api.GetAsync($"/api/v1/alerts/{id}")).ETag.ShouldBe("\"v1\"");

        (await ActAsync(api, id, "acknowledge", Words, ifMatch: null))
            .ShouldBeProblem(HttpStatusCode.PreconditionRequired, "precondition-required");
        foreach (var wrong in new[] { "*", "v1", "\"v01x\"", "\"7\"" })
        {
            (await ActAsync(api, id, "acknowledge", Words, wrong))
                .ShouldBeProblem(HttpStatusCode.PreconditionFailed, "precondition-failed");
        }

        var done = await ActAsync(api, id, "acknowledge", Words, "\"v1\"");
        done.Status.ShouldBe(HttpStatusCode.NoContent);
        done.ETag.ShouldBe("\"v2\"");
        var stale = await ActAsync(api, id, "comment", Words, "\"v1\"");
        stale.ShouldBeProblem(HttpStatusCode.PreconditionFailed, "precondition-failed");
        stale.Json["version"]!.GetValue<int>().ShouldBe(2);
        await host.ReadyAsync();
        (await api.GetAsync($"/api/v1/alerts/{id}")).ETag.ShouldBe("\"v2\"");
    }

    [Fact]
    public async Task Of_eight_officers_at_once_one_takes_the_alert_on()
    {
        var id = await RaiseAsync();
        var officers = Enumerable.Range(0, 8)
            .Select(n => host.As(Role.Regulator, Place, subject: $"officer-{n}")).ToList();

        var answers = await Task.WhenAll(officers.Select(api => ActAsync(api, id, "acknowledge", Words, "\"v1\"")));

        var winner = Array.FindIndex(answers, answer => answer.Status == HttpStatusCode.NoContent);
        answers.Count(answer => answer.Status == HttpStatusCode.NoContent).ShouldBe(1);
        foreach (var late in answers.Where(answer => answer.Status != HttpStatusCode.NoContent))
        {
            late.ShouldBeProblem(HttpStatusCode.PreconditionFailed, "precondition-failed");
            late.Json["version"]!.GetValue<int>().ShouldBe(2);
        }

        await host.ReadyAsync();
        var alert = await officers[0].ReadAsync($"/api/v1/alerts/{id}");
        alert["owner"]!.GetValue<string>().ShouldBe($"officer-{winner}");
        officers.ForEach(api => api.Dispose());
    }

    [Fact]
    public async Task Work_goes_from_one_state_to_the_next_and_no_other_way()
    {
        var id = await RaiseAsync();
        using var api = host.As(Role.Regulator, Place);

        await RefusedAsync("reopen", Words, HttpStatusCode.Conflict, "state-conflict");
        await DoneAsync("acknowledge", Words, "acknowledged", "acknowledge comment dismiss", "\"v2\"");
        await DoneAsync("acknowledge", Words, "acknowledged", "acknowledge comment dismiss", "\"v3\""); // words more
        await DoneAsync("comment", Words, "acknowledged", "acknowledge comment dismiss", "\"v4\"");
        await DoneAsync(
            "dismiss", """{"reason":"known-accepted","comment":"Agreed."}""", "dismissed", "comment reopen", "\"v5\"");
        await RefusedAsync("acknowledge", Words, HttpStatusCode.Conflict, "state-conflict");
        await RefusedAsync(
            "dismiss", """{"reason":"test","comment":"Again."}""", HttpStatusCode.Conflict, "state-conflict");
        await DoneAsync("comment", Words, "dismissed", "comment reopen", "\"v6\"");
        await DoneAsync("reopen", Words, "reopened", "acknowledge comment dismiss", "\"v7\"");
        await RefusedAsync("reopen", Words, HttpStatusCode.Conflict, "state-conflict");

        (await api.ReadAsync($"/api/v1/alerts/{id}/history"))["items"]!.AsArray().Select(item => $"{item!["type"]}")
            .ShouldBe([
                "alert-raised.v1", "alert-acknowledged.v1", "alert-commented.v1", "alert-commented.v1",
                "alert-dismissed.v1", "alert-commented.v1", "alert-reopened.v1",
            ]);

        async Task DoneAsync(string verb, string body, string workflow, string actions, string tag)
        {
            var answer = await ActAsync(api, id, verb, body, (await api.GetAsync($"/api/v1/alerts/{id}")).ETag);
            answer.Status.ShouldBe(HttpStatusCode.NoContent, answer.Text);
            answer.ETag.ShouldBe(tag);
            await host.ReadyAsync();
            var alert = await api.ReadAsync($"/api/v1/alerts/{id}");
            alert["workflow"]!.GetValue<string>().ShouldBe(workflow);
            string.Join(' ', alert["actions"]!.AsArray()).ShouldBe(actions);
            alert["condition"]!.GetValue<string>().ShouldBe("firing", "people do not touch the condition");
        }

        async Task RefusedAsync(string verb, string body, HttpStatusCode status, string slug) =>
            (await ActAsync(api, id, verb, body, (await api.GetAsync($"/api/v1/alerts/{id}")).ETag))
                .ShouldBeProblem(status, slug);
    }

    [Theory]
    [InlineData("comment", """{"comment":""}""", HttpStatusCode.UnprocessableEntity, "validation")]
    [InlineData("comment", """{"comment":"  "}""", HttpStatusCode.UnprocessableEntity, "validation")]
    [InlineData("comment", "{}", HttpStatusCode.BadRequest, "malformed")]
    [InlineData("comment", """{"comment":null}""", HttpStatusCode.BadRequest, "malformed")]
    [InlineData("comment", """{"comment":"a","officer":"somebody"}""", HttpStatusCode.BadRequest, "malformed")]
    [InlineData("comment", "{", HttpStatusCode.BadRequest, "malformed")]
    [InlineData("comment", "", HttpStatusCode.BadRequest, "malformed")]
    [InlineData("dismiss", """{"reason":"boredom","comment":"a"}""", HttpStatusCode.BadRequest, "malformed")]
    [InlineData("dismiss", """{"comment":"a"}""", HttpStatusCode.BadRequest, "malformed")]
    public async Task What_an_officer_sends_is_read_strictly(
        string verb, string body, HttpStatusCode status, string slug)
    {
        using var api = host.As(Role.Regulator, Place);
        var id = $"{(await AnyAsync(api))["id"]}";

        (await ActAsync(api, id, verb, body, (await api.GetAsync($"/api/v1/alerts/{id}")).ETag))
            .ShouldBeProblem(status, slug);
    }

    [Fact]
    public async Task A_comment_is_no_book()
    {
        using var api = host.As(Role.Regulator, Place);
        var id = $"{(await AnyAsync(api))["id"]}";
        var body = $$"""{"comment":"{{new string('a', 1024 * 1024)}}"}""";

        (await ActAsync(api, id, "comment", body, (await api.GetAsync($"/api/v1/alerts/{id}")).ETag))
            .ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "payload-too-large");
    }

    [Fact]
    public async Task What_an_officer_writes_lies_encrypted_and_is_read_by_those_who_may()
    {
        const string Secret = "The borrower's nephew told us on the telephone.";
        var pledge = await DoublePledge.FileAsync(host, Place);
        var id = await pledge.AlertAsync(host);
        using var api = host.As(Role.Regulator, Place, subject: "officer-lin");
        (await ActAsync(api, id, "acknowledge", $$"""{"comment":"{{Secret}}"}""", "\"v1\"")).Status
            .ShouldBe(HttpStatusCode.NoContent);
        await host.ReadyAsync();

        foreach (var table in new[] { "ledger.mt_events", "views.alert", "privacy.person_key", "ledger.checkpoint" })
        {
            var found = await Sql.OneAsync<long>(
                host.OwnerConnection, $"select count(*) from {table} t where t::text like '%nephew%'");
            found.ShouldBe(0, table);
        }

        var item = (await api.ReadAsync($"/api/v1/alerts/{id}/history"))["items"]!.AsArray()[^1]!;
        item["comment"]!.GetValue<string>().ShouldBe(Secret);
        item["data"]!["officer"]!.GetValue<string>().ShouldBe("officer-lin");

        using var platform = host.As(Role.Platform, entity: pledge.FirstLender);
        var seen = await platform.GetAsync($"/api/v1/alerts/{id}/history");
        seen.Json["items"]!.AsArray().Count.ShouldBe(2);
        seen.Text.ShouldNotContain("nephew");
        seen.Text.ShouldNotContain("officer-lin");
        (await platform.GetAsync($"/api/v1/alerts/{id}")).Text.ShouldNotContain("officer-lin");
        (await platform.GetAsync("/api/v1/alerts?limit=500")).Text.ShouldNotContain("officer-lin");
    }

    [Fact]
    public async Task What_ends_the_condition_leaves_the_work_as_it_was()
    {
        var pledge = await DoublePledge.FileAsync(host, Place);
        var id = await pledge.AlertAsync(host);
        using var api = host.As(Role.Regulator, Place, subject: "officer-lin");
        await ActAsync(api, id, "acknowledge", Words, "\"v1\"");
        await pledge.ReleaseAsync(host);

        var alert = await api.ReadAsync($"/api/v1/alerts/{id}");
        alert["condition"]!.GetValue<string>().ShouldBe("cleared");
        alert["workflow"]!.GetValue<string>().ShouldBe("acknowledged");
        alert["owner"]!.GetValue<string>().ShouldBe("officer-lin");

        (await ActAsync(api, id, "comment", Words, "\"v2\"")).ShouldBeProblem(
            HttpStatusCode.PreconditionFailed, "precondition-failed"); // the monitor has acted since
        (await ActAsync(api, id, "dismiss", """{"reason":"duplicate","comment":"Done."}""", "\"v3\"")).Status
            .ShouldBe(HttpStatusCode.NoContent);
        await host.ReadyAsync();
        alert = await api.ReadAsync($"/api/v1/alerts/{id}");
        alert["condition"]!.GetValue<string>().ShouldBe("cleared");
        alert["workflow"]!.GetValue<string>().ShouldBe("dismissed");
    }

    [Fact]
    public async Task What_withdraws_the_alert_leaves_the_decision_of_people()
    {
        var pledge = await DoublePledge.FileAsync(host, Place);
        var id = await pledge.AlertAsync(host);
        using var api = host.As(Role.Regulator, Place);
        await ActAsync(api, id, "dismiss", """{"reason":"false-positive-data","comment":"A slip."}""", "\"v1\"");
        await host.ReadyAsync();
        var before = await api.ReadAsync($"/api/v1/alerts/{id}");
        before["condition"]!.GetValue<string>().ShouldBe("firing");

        await pledge.RetractAsync(host);

        var alert = await api.ReadAsync($"/api/v1/alerts/{id}");
        alert["condition"]!.GetValue<string>().ShouldBe("withdrawn");
        alert["workflow"]!.GetValue<string>().ShouldBe("dismissed");
        alert["dismissal"]!.GetValue<string>().ShouldBe("false-positive-data");
        (await api.GetAsync($"/api/v1/alerts/{id}?recordedAt=pos:{before["position"]}")).Json.ToJsonString()
            .ShouldBe(before.ToJsonString(), "what was shown stays what was known");
    }

    [Fact]
    public async Task Whoever_has_an_alert_already_and_acknowledges_it_again_keeps_what_was_said()
    {
        var id = await RaiseAsync();
        using var api = host.As(Role.Regulator, Place, subject: "officer-wu");
        await ActAsync(api, id, "acknowledge", """{"comment":"First."}""", "\"v1\"");
        (await ActAsync(api, id, "acknowledge", """{"comment":"Second."}""", "\"v2\"")).ETag.ShouldBe("\"v3\"");
        await host.ReadyAsync();

        (await api.ReadAsync($"/api/v1/alerts/{id}/history"))["items"]!.AsArray().Select(item => $"{item!["comment"]}")
            .ShouldBe(["", "First.", "Second."]);
    }

    [Fact]
    public async Task Every_screen_of_an_alert_says_who_did_what_last_and_when()
    {
        var pledge = await DoublePledge.FileAsync(host, Place);
        var id = await pledge.AlertAsync(host);
        using var api = host.As(Role.Regulator, Place, subject: "officer-lin");
        (await api.ReadAsync($"/api/v1/alerts/{id}"))["work"].ShouldBeNull();

        await ActAsync(api, id, "acknowledge", Words, "\"v1\"");
        await ShownAsync("acknowledged", reason: null);
        await ActAsync(api, id, "comment", Words, "\"v2\""); // words are no decision
        await ShownAsync("acknowledged", reason: null);
        await ActAsync(api, id, "dismiss", """{"reason":"known-accepted","comment":"Agreed."}""", "\"v3\"");
        await ShownAsync("dismissed", "known-accepted");
        await ActAsync(api, id, "reopen", Words, "\"v4\"");
        await ShownAsync("reopened", reason: null);

        using var platform = host.As(Role.Platform, entity: pledge.FirstLender);
        var seen = (await platform.ReadAsync($"/api/v1/alerts/{id}"))["work"]!;
        seen["state"]!.GetValue<string>().ShouldBe("reopened");
        seen["by"].ShouldBeNull();
        (await platform.GetAsync("/api/v1/incidents?limit=500")).Text.ShouldNotContain("officer-lin");

        async Task ShownAsync(string state, string? reason)
        {
            await host.ReadyAsync();
            var sealedAt = (await api.ReadAsync($"/api/v1/alerts/{id}/history"))["items"]!.AsArray()
                .Last(item => $"{item!["type"]}" == $"alert-{state}.v1")!["sealedAt"]!.GetValue<string>();
            var one = (await api.ReadAsync($"/api/v1/alerts/{id}"))["work"]!;
            one["state"]!.GetValue<string>().ShouldBe(state);
            one["by"]!.GetValue<string>().ShouldBe("officer-lin");
            one["at"]!.GetValue<string>().ShouldBe(sealedAt);
            one["reason"]?.GetValue<string>().ShouldBe(reason);
            (one["reason"] is null).ShouldBe(reason is null);
            var list = await api.ReadAsync("/api/v1/alerts?limit=500");
            list["items"]!.AsArray().Single(item => $"{item!["id"]}" == id)!["work"]!.ToJsonString()
                .ShouldBe(one.ToJsonString());
            var incident = (await api.ReadAsync("/api/v1/incidents?limit=500"))["items"]!.AsArray()
                .Single(item => item!["alerts"]!.AsArray().Any(alert => $"{alert}" == id))!;
            incident["work"]!.AsArray().Single(work => $"{work!["alert"]}" == id)!.ToJsonString()
                .ShouldBe(one.ToJsonString());
            (await api.ReadAsync($"/api/v1/incidents/{incident["id"]}"))["alerts"]!.AsArray()
                .Single(alert => $"{alert!["id"]}" == id)!["work"]!.ToJsonString().ShouldBe(one.ToJsonString());
        }
    }

    private async Task<string> RaiseAsync() => await (await DoublePledge.FileAsync(host, Place)).AlertAsync(host);

    private async Task<JsonNode> AnyAsync(ApiClient api)
    {
        var list = await api.ReadAsync("/api/v1/alerts?limit=1&workflow=raised&condition=firing");
        return list["items"]!.AsArray().FirstOrDefault()
            ?? await api.ReadAsync($"/api/v1/alerts/{await RaiseAsync()}");
    }

    private static Task<Answer> ActAsync(ApiClient api, string id, string verb, string body, string? ifMatch) =>
        api.PostAsync($"/api/v1/alerts/{id}/{verb}", body, ifMatch);
}

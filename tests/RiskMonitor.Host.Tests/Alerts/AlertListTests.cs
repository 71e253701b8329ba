using System.Net;
using System.Text.Json.Nodes;
using RiskMonitor.Host.Access;
using RiskMonitor.Host.Tests.Http;

namespace RiskMonitor.Host.Tests.Alerts;

[Collection(SharedProvince.Name)]
public sealed class AlertListTests(ProvinceFixture host)
{
    [Fact]
    public async Task Paging_shows_one_picture_while_new_alerts_arrive()
    {
        const string Place = "US-CA";
        var first = new List<string>();
        for (var n = 0; n < 5; n++)
        {
            first.Add(await (await DoublePledge.FileAsync(host, Place)).AlertAsync(host));
        }

        using var api = host.As(Role.Regulator, Place);
        var page = await api.ReadAsync("/api/v1/alerts?limit=2");
        var position = page["position"]!.GetValue<long>();
        var seen = Ids(page);
        while (page["next"] is { } next)
        {
            var late = await DoublePledge.FileAsync(host, Place);
            await WorkAsync(first[0], "comment", "Meanwhile.");
            page = await api.ReadAsync($"/api/v1/alerts?limit=2&cursor={next}");
            page["position"]!.GetValue<long>().ShouldBe(position);
            page["items"]!.AsArray().Select(alert => $"{alert!["subject"]}").ShouldNotContain(late.Subject);
            seen.AddRange(Ids(page));
        }

        seen.ShouldBe(first.AsEnumerable().Reverse(), "newest first, none lost, none twice");
        Ids(await api.ReadAsync("/api/v1/alerts")).Count.ShouldBeGreaterThan(first.Count);
        Ids(await api.ReadAsync($"/api/v1/alerts?recordedAt=pos:{position}")).ShouldBe(seen);
    }

    [Fact]
    public async Task A_cursor_is_of_one_list_one_filter_and_one_scope()
    {
        using var api = host.As(Role.Regulator);
        var cursor = $"{(await api.ReadAsync("/api/v1/alerts?limit=1&condition=firing"))["next"]}";
        var middle = cursor.Length / 2;
        var altered = $"{cursor[..middle]}{(cursor[middle] == 'A' ? 'B' : 'A')}{cursor[(middle + 1)..]}";
        (await api.GetAsync($"/api/v1/alerts?limit=1&condition=firing&cursor={cursor}")).Status
            .ShouldBe(HttpStatusCode.OK);

        foreach (var query in new[]
        {
            $"condition=firing&cursor={altered}", $"condition=firing&cursor={cursor[..^1]}", "cursor=abc",
            $"cursor={cursor}", $"condition=withdrawn&cursor={cursor}",
            $"condition=firing&rule=COL-DUP&cursor={cursor}",
        })
        {
            (await api.GetAsync($"/api/v1/alerts?{query}"))
                .ShouldBeProblem(HttpStatusCode.BadRequest, "cursor-mismatch");
        }

        using var narrow = host.As(Role.Regulator, "340100");
        (await narrow.GetAsync($"/api/v1/alerts?condition=firing&cursor={cursor}"))
            .ShouldBeProblem(HttpStatusCode.BadRequest, "cursor-mismatch");
        (await api.GetAsync($"/api/v1/incidents?cursor={cursor}"))
            .ShouldBeProblem(HttpStatusCode.BadRequest, "cursor-mismatch");
        (await api.GetAsync($"/api/v1/alerts?condition=firing&recordedAt=pos:1&cursor={cursor}"))
            .ShouldBeProblem(HttpStatusCode.BadRequest, "malformed");
    }

    [Theory]
    [InlineData("rule", "rule")]
    [InlineData("severity", "severity")]
    [InlineData("condition", "condition")]
    [InlineData("workflow", "workflow")]
    [InlineData("subject", "subject")]
    public async Task A_filter_gives_those_and_all_of_those(string parameter, string member)
    {
        using var api = host.As(Role.Regulator, "340000");
        var all = (await api.ReadAsync("/api/v1/alerts?limit=500"))["items"]!.AsArray();
        all.Count.ShouldBeGreaterThan(4);
        foreach (var value in all.Select(alert => $"{alert![member]}").Distinct())
        {
            var some = await api.ReadAsync($"/api/v1/alerts?limit=500&{parameter}={WebUtility.UrlEncode(value)}");

            Ids(some).ShouldBe(all.Where(alert => $"{alert![member]}" == value).Select(alert => $"{alert!["id"]}"));
        }
    }

    [Fact]
    public async Task The_province_has_the_alerts_that_its_story_promises()
    {
        using var api = host.As(Role.Regulator, "340000");

        var told = (await api.ReadAsync($"/api/v1/alerts?limit=500&recordedAt=pos:{host.Filed}"))["items"]!.AsArray()
            .Select(alert => $"{alert!["rule"]} {alert["subject"]} {alert["severity"]} {alert["condition"]}")
            .Order(StringComparer.Ordinal);

        told.ShouldBe(
        [
            "COL-DUP claims/lease-rights:2025-0001+movables:2024-0005 critical firing",
            "COL-PHANTOM delivery/p07 high firing",
            "COL-SUM site/hefei-3/H800 SXM critical firing",
            "LEV-DETACH pool/p03 high firing",
            "LEV-DETACH pool/p04 medium firing",
            "LEV-DETACH pool/p12 high withdrawn",
        ]);
    }

    [Fact]
    public async Task Every_link_of_an_alert_leads_somewhere()
    {
        using var api = host.As(Role.Regulator, "340000");
        foreach (var alert in (await api.ReadAsync("/api/v1/alerts?limit=500"))["items"]!.AsArray())
        {
            foreach (var (_, link) in alert!["links"]!.AsObject())
            {
                await api.ReadAsync($"{link}");
            }
        }
    }

    [Fact]
    public async Task Evidence_is_what_was_frozen_with_the_facts_behind_it()
    {
        using var api = host.As(Role.Regulator, "340000");
        var list = await api.ReadAsync($"/api/v1/alerts?rule=LEV-DETACH&subject=pool/p12&recordedAt=pos:{host.Filed}");
        var id = Ids(list).ShouldHaveSingleItem();

        var evidence = await api.ReadAsync($"/api/v1/alerts/{id}/evidence");

        evidence["raised"]!["flipPoints"]!.AsArray().ShouldNotBeEmpty();
        var inputs = evidence["inputs"]!.AsArray();
        inputs.Select(input => input!["position"]!.GetValue<long>())
            .ShouldBe(evidence["raised"]!["inputs"]!.AsArray().Select(position => position!.GetValue<long>()));
        inputs.Select(input => $"{input!["id"]}").ShouldContain("fac-12-drawn-second");
        (await api.ReadAsync($"/api/v1/alerts/{id}/history"))["items"]!.AsArray()
            .Select(item => $"{item!["type"]}").ShouldBe(["alert-raised.v1", "alert-withdrawn.v1"]);
    }

    [Fact]
    public async Task Incidents_are_those_of_obligor_groups_and_what_is_unknown_does_not_sink()
    {
        using var api = host.As(Role.Regulator, "340000");
        var list = (await api.ReadAsync($"/api/v1/incidents?recordedAt=pos:{host.Filed}"))["items"]!.AsArray();

        list.ShouldNotBeEmpty();
        var unknown = list.TakeWhile(incident => incident!["unknownFor"]!.AsArray().Count > 0).ToList();
        unknown.Count.ShouldBeGreaterThan(1);
        $"{unknown[0]!["severity"]}".ShouldBe("critical");
        var known = list.Skip(unknown.Count).Where(incident => incident!["severity"] is not null).ToList();
        known.ShouldAllBe(incident => incident!["unknownFor"]!.AsArray().Count == 0);
        known.Select(incident => incident!["unsupportedDebt"]!.AsArray().Select(Amount).DefaultIfEmpty().Max())
            .ShouldBeInOrder(SortDirection.Descending);
        list.Skip(unknown.Count + known.Count).ShouldAllBe(incident => incident!["severity"] == null);
        foreach (var incident in list)
        {
            var one = await api.ReadAsync($"/api/v1/incidents/{incident!["id"]}?recordedAt=pos:{host.Filed}");
            one["alerts"]!.AsArray().ShouldAllBe(alert => $"{alert!["group"]}" == $"{incident["group"]}");
        }

        var pages = new List<string>();
        var page = await api.ReadAsync($"/api/v1/incidents?limit=1&recordedAt=pos:{host.Filed}");
        for (; ; page = await api.ReadAsync($"/api/v1/incidents?limit=1&cursor={page["next"]}"))
        {
            pages.AddRange(Ids(page));
            if (page["next"] is null)
                break;
        }

        pages.ShouldBe(list.Select(incident => $"{incident!["id"]}"));
    }

    private async Task WorkAsync(string id, string verb, string comment)
    {
        using var api = host.As(Role.Regulator);
        var tag = (await api.GetAsync($"/api/v1/alerts/{id}")).ETag;
        (await api.PostAsync($"/api/v1/alerts/{id}/{verb}", $$"""{"comment":"{{comment}}"}""", tag)).Status
            .ShouldBe(HttpStatusCode.NoContent);
        await host.ReadyAsync();
    }

    private static decimal Amount(JsonNode? money) =>
        decimal.Parse($"{money!["amount"]}", System.Globalization.CultureInfo.InvariantCulture);

    private static List<string> Ids(JsonNode page) =>
        [.. page["items"]!.AsArray().Select(item => $"{item!["id"]}")];
}

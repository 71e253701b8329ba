using System.Net;
using System.Net.Http.Headers;
using System.Xml.Linq;
using RiskMonitor.Host.Access;
using RiskMonitor.Host.Tests.Http;

namespace RiskMonitor.Host.Tests.Utilization;

[Collection(SharedProvince.Name)]
public sealed class UseTests(ProvinceFixture host)
{
    private string Then => $"validAt=2025-06-30&recordedAt=pos:{host.Filed}";

    [Fact]
    public async Task The_ladder_says_every_rung_and_agrees_with_the_assessment_of_the_day()
    {
        using var api = host.As(Role.Regulator);
        var answer = await api.ReadAsync($"/api/v1/pools/p03/use?{Then}");
        var said = (await api.ReadAsync($"/api/v1/assessments/pool/p03?{Then}"))["indicators"]!.AsArray()
            .ToDictionary(indicator => $"{indicator!["name"]}", indicator => $"{indicator!["central"]}");

        var rungs = answer["ladder"]!["rungs"]!.AsArray();
        rungs.Select(rung => $"{rung!["symbol"]}").ShouldBe(["X", "H", "K", "A", "C", "S", "T", "B", "P", "U"]);
        foreach (var rung in rungs.Where(rung => $"{rung!["symbol"]}" is "H" or "A" or "C" or "B" or "P" or "U"))
        {
            $"{rung!["central"]}".ShouldBe(said[$"{rung!["symbol"]}"], $"{rung["symbol"]}");
        }

        answer["asOf"]!["position"]!.GetValue<long>().ShouldBe(host.Filed);
    }

    [Fact]
    public async Task Who_asks_for_a_drawing_gets_one()
    {
        using var http = new HttpClient { BaseAddress = new Uri(host.App.Urls.First()) };
        var token = host.Issuer.Issue(
            new TokenRequest("officer-ada", [Role.Regulator], ["*"], null, null), TimeProvider.System.GetUtcNow(),
            TimeSpan.FromHours(1));
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        http.DefaultRequestHeaders.Accept.ParseAdd("image/svg+xml");

        using var answer = await http.GetAsync(new Uri($"/api/v1/pools/p03/use?{Then}", UriKind.Relative));

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("image/svg+xml");
        XDocument.Parse(await answer.Content.ReadAsStringAsync()).Root!.Name.LocalName.ShouldBe("svg");
    }

    [Fact]
    public async Task A_pool_that_is_not_there_and_one_that_is_not_ones_own_look_alike()
    {
        using var elsewhere = host.As(Role.Regulator, jurisdiction: "110000");
        using var everywhere = host.As(Role.Regulator);
        (await everywhere.GetAsync($"/api/v1/pools/p03/use?{Then}")).Status.ShouldBe(HttpStatusCode.OK);

        (await elsewhere.GetAsync($"/api/v1/pools/p03/use?{Then}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await everywhere.GetAsync($"/api/v1/pools/p99/use?{Then}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }
}

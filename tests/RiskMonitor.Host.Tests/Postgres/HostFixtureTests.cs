using System.Net;
using RiskMonitor.Host.Tests.Http;

namespace RiskMonitor.Host.Tests.Postgres;

[Collection(SharedProvince.Name)]
public sealed class HostFixtureTests(ProvinceFixture fixture)
{
    [Fact]
    public async Task A_host_has_a_database_of_its_own_in_both_roles()
    {
        (await Sql.OneAsync<string>(fixture.OwnerConnection, "select current_user::text"))
            .ShouldBe("riskmonitor_owner");
        (await Sql.OneAsync<string>(fixture.RuntimeConnection, "select current_user::text"))
            .ShouldBe("riskmonitor_app");
        (await Sql.OneAsync<string>(fixture.RuntimeConnection, "select current_database()::text"))
            .ShouldStartWith("riskmonitor_");
    }

    [Fact]
    public async Task A_stranger_is_told_where_there_is_nothing_and_nothing_of_what_is_there()
    {
        using var api = fixture.With(null);

        (await api.GetAsync("/nowhere")).ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
        (await api.GetAsync("/api/v1/pools/nowhere/use")).ShouldBeProblem(
            HttpStatusCode.Unauthorized, "unauthenticated");
    }
}

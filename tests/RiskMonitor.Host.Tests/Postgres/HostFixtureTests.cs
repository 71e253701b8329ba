namespace RiskMonitor.Host.Tests.Postgres;

public sealed class HostFixtureTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    [Fact]
    public async Task A_test_class_has_a_database_of_its_own_in_both_roles()
    {
        (await Sql.OneAsync<string>(fixture.OwnerConnection, "select current_user::text"))
            .ShouldBe("riskmonitor_owner");
        (await Sql.OneAsync<string>(fixture.RuntimeConnection, "select current_user::text"))
            .ShouldBe("riskmonitor_app");
        (await Sql.OneAsync<string>(fixture.RuntimeConnection, "select current_database()::text"))
            .ShouldStartWith("riskmonitor_");
    }

    [Fact]
    public Task The_host_answers_over_HTTP() => fixture.Host.Scenario(request =>
    {
        request.Get.Url("/nowhere");
        request.StatusCodeShouldBe(404);
    });
}

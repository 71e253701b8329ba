using System.Globalization;
using NodaTime;
using RiskMonitor.Alerts;
using RiskMonitor.Corrections;
using RiskMonitor.Policy;
using RiskMonitor.Surveillance;
using RiskMonitor.Surveillance.Claims;
using RiskMonitor.Surveillance.Pools;
using static RiskMonitor.Tests.Surveillance.Claims.ClaimWorld;

namespace RiskMonitor.Tests.Surveillance.Claims;

/// <summary>What the fold concludes from claims: alerts that begin and end, and notices.</summary>
public sealed class ClaimEpisodeTests
{
    private readonly Engine engine;
    private readonly List<string> said = [];
    private long position;

    public ClaimEpisodeTests()
    {
        var (knowledge, policies) = (new Knowledge(), new PolicyBook());
        var book = new ClaimBook(knowledge, policies, new Groups(knowledge, policies));
        engine = new Engine("test", [book], knowledge, policies);
        Step("2024-12-31", Adopted());
        Step("2024-12-31", Party("owner", "borrower"));
    }

    [Fact]
    public void A_duplicate_begins_as_a_notice_becomes_an_alert_and_ends_with_the_release()
    {
        Step("2025-02-10", Registered("1", "2025-02-10", Cards(1, 5)));
        Close("2025-02-28");
        Step("2025-03-03", Registered("2", "2025-03-03", Cards(1, 5), "lender-b"));
        Close("2025-03-16");
        said.ShouldBe(["COL-OVERLAP from 2025-03-03"]);

        Close("2025-03-17");
        said.ShouldBe([
            "COL-OVERLAP from 2025-03-03", "COL-DUP Critical from 2025-03-17", "COL-OVERLAP to 2025-03-17"],
            ignoreOrder: true);

        said.Clear();
        Step("2025-04-10", Released("1"));
        Close("2025-04-30");
        said.ShouldBe(["cleared 2025-04-10"]);
    }

    [Fact]
    public void A_lien_that_was_filed_by_mistake_withdraws_the_alert()
    {
        Step("2025-02-10", Registered("1", "2025-02-10", Cards(1, 5)));
        Step("2025-03-03", Registered("2", "2025-03-03", Cards(1, 5), "lender-b"));
        var mistake = position - 1;
        Close("2025-03-31");
        said.ShouldContain("COL-DUP Critical from 2025-03-17");
        said.Clear();

        Step("2025-04-01", new FactRetracted("lien/zd/2", Id(mistake), CorrectionReason.ReporterError));

        said.ShouldContain("withdrawn");
    }

    [Fact]
    public void A_lien_that_is_filed_late_raises_the_alert_for_the_days_that_were_closed()
    {
        Step("2025-02-10", Registered("1", "2025-02-10", Cards(1, 5)));
        Close("2025-03-31");

        Step("2025-03-03", Registered("2", "2025-03-03", Cards(1, 5), "lender-b"));

        said.ShouldContain("COL-DUP Critical from 2025-03-17 retroactive");
    }

    [Fact]
    public void Phantoms_and_over_pledged_sites_are_alerts_and_evidence_clears_them()
    {
        Step("2025-01-06", Pool("pool-1", [], cards: 10, promised: "2025-03-01"));
        Step("2025-01-10", Facility("facility-1", "pool-1"));
        Step("2025-01-12", Drawn("facility-1"));
        Step("2025-02-10", Registered("1", "2025-02-10", OnUnits(12), facility: "facility-1"));
        Close("2025-06-30");
        said.ShouldBe(["COL-PHANTOM High from 2025-05-01"]);
        said.Clear();

        Step("2025-07-01", Counted("pool-1", 10));
        Close("2025-07-01");
        said.ShouldBe(["cleared 2025-07-01", "COL-SUM Critical from 2025-07-01"], ignoreOrder: true);
        said.Clear();

        Step("2025-07-02", Released("1"));
        Close("2025-07-02");
        said.ShouldBe(["cleared 2025-07-02"]);
    }

    private void Close(string day) => Step(day, new ReportingDayClosed(Jurisdiction.Of("CN"), Day(day), "CN"));

    private void Step(string day, object fact)
    {
        var time = Noon(Day(day));
        var result = engine.Step(new SealedFact(
            position, position, time, time, Id(position), time, Evidence.Documented, fact));
        position++;
        said.AddRange(result.Notices.Select(notice => notice.To is { } to
            ? $"{notice.Rule} to {Iso(to)}"
            : $"{notice.Rule} from {Iso(notice.HoldsFrom)}"));
        said.AddRange(result.Conclusions.Select(conclusion => conclusion.Event).Select(Word).OfType<string>());
    }

    private static string? Word(object conclusion) => conclusion switch
    {
        AlertRaised raised => $"{raised.Rule} {raised.Severity} from {Iso(raised.HoldsFrom)}"
            + (raised.Retroactive ? " retroactive" : string.Empty),
        AlertCleared cleared => $"cleared {Iso(cleared.Day)}",
        AlertWithdrawn => "withdrawn",
        AlertSeverityChanged changed => $"severity {changed.Severity}",
        _ => null,
    };

    private static string Iso(LocalDate day) => NodaTime.Text.LocalDatePattern.Iso.Format(day);

    private static FiledId Id(long position) =>
        new("urn:local:reporter", position.ToString(CultureInfo.InvariantCulture));
}

using System.Net;
using NodaTime;
using RiskMonitor.Corrections;
using RiskMonitor.Host.Access;
using RiskMonitor.Host.Tests.Http;
using RiskMonitor.Lending;
using RiskMonitor.Units;
using RiskMonitor.Wire;

namespace RiskMonitor.Host.Tests.Exposure;

/// <summary>The answer for a day and a state of knowledge, once given, is given for ever.</summary>
[Collection(SharedProvince.Name)]
public sealed class FixedPastTests(ProvinceFixture host)
{
    private const string Lender = "urn:local:lender-b";

    private static readonly string[] Days = ["2024-12-31", "2025-06-30", "2025-11-30", "2025-12-31"];

    [Fact]
    public async Task An_answer_never_changes_whatever_is_filed_corrected_or_closed_later()
    {
        using var api = host.As(Role.Auditor);
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        await AskAsync(api, given, await host.ReadyAsync());
        var now = new HashSet<string> { await DebtAsync(api) };
        foreach (var change in Changes())
        {
            await change();
            var position = await host.ReadyAsync();

            foreach (var (path, text) in given)
            {
                (await api.GetAsync(path)).Text.ShouldBe(text, path);
            }

            now.Add(await DebtAsync(api));
            await AskAsync(api, given, position);
        }

        now.Count.ShouldBe(4, "each change of the debt was seen by who asked what is known now");
    }

    /// <summary>A further draw on fac-12, corrected twice and taken back in the end; and closed days.</summary>
    private IEnumerable<Func<Task>> Changes()
    {
        var id = $"late-{Guid.NewGuid():N}";
        var day = new LocalDate(2025, 11, 5);
        yield return () => host.FileAsync(Lender, [Lines.Of(Lender, id, day, Draw(100))]);
        yield return () => host.FileAsync(Lender, [Lines.Of(Lender, $"{id}-corrected", day, Correct(id, 200))]);
        yield return () => host.FileAsync(
            Lines.Supervisor,
            [
                Lines.Policy("US-OR", new LocalDate(2025, 1, 1)), Lines.Close("US-OR", new LocalDate(2025, 2, 28)),
            ]);
        yield return () => host.FileAsync(Lender, [Lines.Of(Lender, $"{id}-again", day, Correct(id, 300))]);
        yield return () => host.FileAsync(Lender, [Lines.Of(
            Lender, $"{id}-back", day,
            new FactRetracted("facility/fac-12", new FiledId(Lender, id), CorrectionReason.ReporterError))]);
    }

    private static FacilityDrawn Draw(decimal amount) =>
        new(FacilityId.Of("fac-12"), new Money(amount, Currency.Of("CNY")));

    private static FactCorrected Correct(string id, decimal amount) => new(
        "facility/fac-12", new FiledId(Lender, id),
        new RawJson(System.Text.Json.JsonSerializer.Serialize(Draw(amount), Json.Options)),
        CorrectionReason.ReporterError);

    private static async Task AskAsync(ApiClient api, Dictionary<string, string> given, long position)
    {
        var asked = Days.SelectMany(day => new[] { position, position / 2 }.SelectMany(at => new[]
        {
            $"/api/v1/reports/exposure?by=lender&validAt={day}&recordedAt=pos:{at}",
            $"/api/v1/reports/exposure?by=jurisdiction&validAt={day}&recordedAt=pos:{at}&format=csv",
            $"/api/v1/reports/exposure/lineage?by=lender&key=lender-b&currency=CNY&validAt={day}&recordedAt=pos:{at}",
        })).ToList();
        if (given.Count == 0) // one is enough: the state of each past is folded anew from the log
            asked.Add($"/api/v1/assessments/pool/p12?validAt=2025-12-31&recordedAt=pos:{position}");
        foreach (var path in asked)
        {
            var answer = await api.GetAsync(path);
            if (answer.Status == HttpStatusCode.OK)
                given.TryAdd(path, answer.Text);
            else
                answer.ShouldBeProblem(HttpStatusCode.NotFound, "not-found"); // there was no such cell then
        }

        var chips = "/api/v1/reports/exposure?by=chip&validAt=2025-12-31&recordedAt=";
        var time = $"{(await api.ReadAsync($"{chips}pos:{position}"))["asOf"]!["recordedAt"]}";
        var byTime = $"{chips}{WebUtility.UrlEncode(time)}";
        given.TryAdd(byTime, (await api.GetAsync(byTime)).Text);
    }

    private static async Task<string> DebtAsync(ApiClient api)
    {
        var report = await api.ReadAsync("/api/v1/reports/exposure?by=lender&validAt=2025-12-31");
        return report["rows"]!.AsArray().Single(row => $"{row!["cell"]!["key"]}" == "lender-b")!
            ["cell"]!["debt"]!.ToJsonString();
    }
}

using System.Text.Json;
using Npgsql;
using RiskMonitor.Host.Tests.Http;
using RiskMonitor.Surveillance;
using RiskMonitor.Surveillance.Digests;
using RiskMonitor.Surveillance.Rows;
using RiskMonitor.Wire;

namespace RiskMonitor.Host.Tests.Pipeline;

[Collection(SharedProvince.Name)]
public sealed class RebuildTests(ProvinceFixture host)
{
    [Fact]
    public async Task What_is_stored_is_what_a_fresh_fold_of_the_sealed_events_says()
    {
        await host.ReadyAsync();
        var fold = host.Outside;
        await fold.ReadOnAsync(host);

        var stored = new Digest();
        foreach (var (stream, said) in fold.Logged)
        {
            stored.Add(stream, said, fold.OrdinalOf);
        }

        await ReadAsync(
            "select content, ordinal, position from views.assessment",
            row => stored.Add(new AssessmentRow(
                JsonSerializer.Deserialize<Assessment>(row.GetString(0), Json.Options)!, row.GetInt64(1),
                row.GetInt64(2))));
        await ReadAsync(
            "select content from views.notice",
            row => stored.Add(JsonSerializer.Deserialize<NoticeRow>(row.GetString(0), Json.Options)!));
        await ReadAsync(
            "select content from views.finding",
            row => stored.Add(JsonSerializer.Deserialize<FindingRow>(row.GetString(0), Json.Options)!));

        stored.Count.ShouldBeGreaterThan(100);
        stored.FirstDifference(fold.Concluded).ShouldBeNull();
        stored.Value.ShouldBe(fold.Concluded.Value);
    }

    [Fact]
    public async Task The_leaves_of_reports_are_those_of_the_assessments()
    {
        await host.ReadyAsync();
        var (rows, leaves, debt) = (0, 0L, 0m);
        await ReadAsync("select content from views.assessment", row =>
        {
            var assessment = JsonSerializer.Deserialize<Assessment>(row.GetString(0), Json.Options)!;
            rows++;
            leaves += assessment.Exposures.Count;
            debt += assessment.Exposures.Sum(leaf => leaf.Debt);
        });

        rows.ShouldBeGreaterThan(0);
        await ReadAsync("select count(*), sum(debt) from views.exposure", row =>
        {
            row.GetInt64(0).ShouldBe(leaves);
            row.GetDecimal(1).ShouldBe(debt);
        });
    }

    private async Task ReadAsync(string sql, Action<NpgsqlDataReader> each)
    {
        await using var source = NpgsqlDataSource.Create($"{host.OwnerConnection};Pooling=false");
        await using var command = source.CreateCommand(sql);
        await using var row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync())
        {
            each(row);
        }
    }
}

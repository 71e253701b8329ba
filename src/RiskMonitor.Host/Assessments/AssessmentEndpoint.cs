using Microsoft.AspNetCore.Authorization;
using NodaTime;
using RiskMonitor.Host.Access;
using RiskMonitor.Host.Api;
using RiskMonitor.Host.Pipeline;
using RiskMonitor.Surveillance;
using Wolverine.Http;

namespace RiskMonitor.Host.Assessments;

/// <summary>Every indicator of one subject on one day as known at one time, and why.</summary>
public static class AssessmentEndpoint
{
    [WolverineGet("/api/v1/assessments/{kind}/{*id}")]
    [Authorize(Grant.ReadReports)]
    [Parameters("validAt", "recordedAt")]
    public static async Task<IResult> Get(
        string kind, string id, string? validAt, string? recordedAt, Caller caller, AsOfResolver resolver,
        AssessmentRows rows, Folds folds, CancellationToken ct)
    {
        var subject = $"{kind}/{id}";
        var asked = AsOfResolver.DayOf(validAt);
        var position = await resolver.PositionAsync(recordedAt, ct);
        var row = await rows.FindAsync(subject, asked ?? LocalDate.MaxIsoValue, position, ct);
        if (row is null || !caller.Sees(row.Assessment.Jurisdiction, row.Assessment.Parties))
        {
            throw new ProblemException(
                "not-found", $"Nothing was said of {subject} for {validAt ?? "any closed day"} at that time.");
        }

        var scope = new AnswerScope(caller, row.Assessment.Jurisdiction, subject);
        var asOf = await resolver.SignedAsync(asked, position, scope, ct);

        var fold = await folds.AtAsync(asOf.Position, ct);
        return Results.Json(
            new
            {
                asOf,
                subject,
                holdsFrom = row.Assessment.Day,
                row.Position,
                row.Assessment.Jurisdiction,
                row.Assessment.Group,
                row.Assessment.Parties,
                row.Assessment.Policy,
                row.Assessment.Indicators,
                readings = row.Assessment.Readings.Select(reading => Explained(reading, subject, asOf, fold)),
                exposures = row.Assessment.Exposures
                    .Where(leaf => caller.Sees(leaf.Jurisdiction, ViewRows.Concerned(leaf))),
            },
            Wire.Json.Options);
    }

    private static object Explained(
        Reading reading, string subject, AsOf asOf, LiveFold fold) => fold.Read(lookout =>
    {
        var (inputs, flips) = lookout.Explain(reading.Rule, subject, asOf.Day());
        return (object)new
        {
            reading.Rule,
            raising = reading.Raising.ToString(),
            standing = reading.Standing.ToString(),
            reading.Severity,
            reading.Measures,
            reading.Attributes,
            reading.UnsupportedDebt,
            flipPoints = flips,
            inputs,
        };
    });
}

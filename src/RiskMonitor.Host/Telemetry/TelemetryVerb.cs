using System.CommandLine;
using NodaTime.Text;
using Npgsql;
using RiskMonitor.Host.Cli;
using RiskMonitor.Host.Postgres;
using RiskMonitor.Host.Serving;

namespace RiskMonitor.Host.Telemetry;

/// <summary><c>riskmonitor telemetry drop --before DAY</c>: drops raw samples; the facts made of them stay.</summary>
public static class TelemetryVerb
{
    private static readonly Option<string> Before = new("--before")
    {
        Description = "The first day (UTC) that is kept, as 2026-01-01.", HelpName = "day", Required = true,
    };

    public static Command Create()
    {
        var drop = new Command("drop", "Drop the partitions of raw samples of the days before a day; facts stay.")
        {
            Before,
        };
        drop.SetAction(DropAsync);
        return new Command("telemetry", "Raw samples of devices, which are kept for a time only.") { drop };
    }

    private static async Task<int> DropAsync(ParseResult parsed, CancellationToken ct)
    {
        if (LocalDatePattern.Iso.Parse(parsed.GetValue(Before)!) is not { Success: true, Value: var before })
        {
            throw new CommandFailedException(ExitCode.Usage, "--before is a day, as 2026-01-01.");
        }

        var settings = parsed.Settings();
        await using var postgres = settings.Connection is null
            ? await EmbeddedPostgres.StartAsync(
                new EmbeddedPostgresOptions { DataFolder = settings.DataFolder }, new ErrorLines(), ct)
            : null;
        var owner = postgres?.ConnectionString(RunningHost.Database)
            ?? Environment.GetEnvironmentVariable("ConnectionStrings__LedgerOwner") ?? settings.Connection!;
        await using var source = NpgsqlDataSource.Create(owner);
        foreach (var part in await TelemetryRetention.DropAsync(source, before, ct))
        {
            Screen.Line(part);
        }

        return ExitCode.Done;
    }
}

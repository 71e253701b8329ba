using System.CommandLine;
using System.Diagnostics;
using RiskMonitor.Host.Cli;
using RiskMonitor.Host.Filing;
using RiskMonitor.Host.Oversight;
using RiskMonitor.Host.Serving;
using RiskMonitor.Host.Telemetry;

namespace RiskMonitor.Host.Demo;

/// <summary><c>riskmonitor demo</c>: files the bundled histories and shows what comes of them.</summary>
public static class DemoVerb
{
    private static readonly Option<bool> Exit = new("--exit")
    {
        Description = "Stop after printing; without it the API goes on being served.",
    };

    public static Command Create()
    {
        var verb = new Command("demo", "A listed lessor's accounts and a synthetic province: file, seal, alert.")
        {
            Exit,
        };
        verb.SetAction(RunAsync);
        return verb;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var files = DemoManifest.Read();
        var asked = parsed.Settings();
        var settings = new HostSettings(Path.Combine(asked.DataFolder, "demo"), asked.Connection);
        await using var host = await RunningHost.StartAsync(settings, announce: true, new ErrorLines(), ct);
        await using var session = ServerSession.To(host.Address, settings);

        foreach (var file in files.SkipLast(1))
        {
            await (file.IsOfSamples
                ? SendSamplesAsync(session, settings, file, ct)
                : FileAsync(session, settings, file, ct));
        }

        await session.ReadyAsync(ct); // so that what is shown as before is all that came before
        var correction = await FileAsync(session, settings, files[^1], ct);
        var after = await session.ReadyAsync(ct);
        var before = await PositionBeforeAsync(session, correction, ct);
        session.Authorize(ServerSession.Token(settings, ServerSession.Reading()));
        var stops = parsed.GetValue(Exit);
        await DemoScreen.PrintAsync(parsed, session, settings.DataFolder, before, after, watch.Elapsed, stops, ct);
        if (stops)
        {
            return ExitCode.Done;
        }

        Console.Error.WriteLine($"serving {host.Address} from {settings.DataFolder}; Ctrl-C ends it");
        await host.WaitAsync(ct);
        return ExitCode.Done;
    }

    /// <summary>The last position before a filing of one fact, whenever that was: its receipt follows it.</summary>
    private static async Task<long> PositionBeforeAsync(ServerSession session, Sum filing, CancellationToken ct)
    {
        var receipt = await session.GetAsync($"/api/v1/filings/{filing.Filings[0]}", ct);
        return receipt["position"]!.GetValue<long>() - 2;
    }

    private static async Task<Sum> FileAsync(
        ServerSession session, HostSettings settings, DemoFile file, CancellationToken ct)
    {
        var oversees = file.Source == OversightVerbs.Source;
        session.Authorize(ServerSession.Token(settings, IngestVerb.Reporter(file.Source, oversees)));
        var (lines, errors) = await DemoLines.ReadAsync(file, ct);
        if (errors.Count > 0)
        {
            throw Refused(file, $"{errors[0]}");
        }

        var sum = await new FilingClient(session, new ErrorLines()).SendAsync(
            lines, new FilingClient.Options(file.File, FilingMode.Atomic, DryRun: false, file.Covers?.ToString()), ct);
        return sum.Rejected == 0 ? sum : throw Refused(file, sum.Errors.FirstOrDefault()?.ToJsonString() ?? "");
    }

    private static async Task SendSamplesAsync(
        ServerSession session, HostSettings settings, DemoFile file, CancellationToken ct)
    {
        session.Authorize(ServerSession.Token(settings, IngestVerb.Reporter(file.Source, oversees: false)));
        var declaration = file.Declare is { } declare ? await File.ReadAllBytesAsync(file.Beside(declare), ct) : null;
        var outcome = await TelemetryClient.SendAsync(
            session, file.Path, file.Format!, declaration,
            new FilingClient.Options(file.File, FilingMode.Atomic, DryRun: false, Covers: null), ct);
        if (outcome["rejected"]!.GetValue<int>() > 0)
        {
            throw Refused(file, outcome["errors"]!.ToJsonString());
        }
    }

    private static CommandFailedException Refused(DemoFile file, string why) =>
        new(ExitCode.BadInput, $"{file.File} was refused: {why}");
}

using System.CommandLine;
using RiskMonitor.Host.Cli;

namespace RiskMonitor.Host.Serving;

/// <summary><c>riskmonitor serve</c>: the API, the sealer and the pipeline, until it is ended.</summary>
public static class ServeVerb
{
    private static readonly Option<string> Url = new("--url")
    {
        Description = "Where to listen. Loopback unless told otherwise; put a proxy with TLS before anything else.",
        HelpName = "url",
        DefaultValueFactory = _ => "http://127.0.0.1:5080",
    };

    private static readonly Option<string?> Checkpoints = new("--checkpoints")
    {
        Description = "Folder into which signed checkpoints are dropped: best on another machine.",
        HelpName = "folder",
    };

    private static readonly Option<string> Jurisdiction = new("--jurisdiction")
    {
        Description = "Jurisdiction whose ledger this is.",
        HelpName = "code",
        DefaultValueFactory = _ => "CN",
    };

    public static Command Create()
    {
        var verb = new Command("serve", "Serve the API, seal what is filed, and watch it.") {
            Url, Checkpoints, Jurisdiction,
        };
        verb.SetAction(async (parsed, ct) =>
        {
            var settings = parsed.Settings();
            settings = settings with
            {
                Url = parsed.GetValue(Url)!,
                CheckpointFolder = parsed.GetValue(Checkpoints) ?? settings.CheckpointFolder,
                Jurisdiction = RiskMonitor.Identifiers.Jurisdiction.Of(parsed.GetValue(Jurisdiction)!),
            };
            await using var host = await RunningHost.StartAsync(settings, announce: true, new ErrorLines(), ct);
            Console.Error.WriteLine($"serving {host.Address}; Ctrl-C ends it");
            Console.Error.WriteLine($"checkpoints in {settings.CheckpointFolder}");
            await host.WaitAsync(ct);
            return ExitCode.Done;
        });
        return verb;
    }
}

using System.Runtime.InteropServices;
using System.Text.Json;

namespace RiskMonitor.Host.Postgres;

/// <summary>
/// <c>riskmonitor postgres</c>: keeps the embedded server up, for a database tool beside the program, until Ctrl-C or
/// SIGTERM. One line of JSON on standard output says where it is.
/// </summary>
public static class PostgresVerb
{
    private const int ServiceMissing = 69; // EX_UNAVAILABLE of sysexits.h

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        var options = EmbeddedPostgresOptions.From(
            new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build());
        using var end = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        try
        {
            await using var server = await EmbeddedPostgres.StartAsync(options, new Lines(errors), end.Token);
            await output.WriteLineAsync(JsonSerializer.Serialize(
                new { server.ProcessId, server.Port, server.Attached }, JsonSerializerOptions.Web));
            await Task.Delay(Timeout.Infinite, end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return 0;
        }
        catch (EmbeddedPostgresException missing)
        {
            await errors.WriteLineAsync(missing.Message);
            return ServiceMissing;
        }

        return 0;

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            end.Cancel();
        }
    }

    /// <summary>Written at once and in order, which Progress&lt;T&gt; does not promise.</summary>
    private sealed class Lines(TextWriter writer) : IProgress<string>
    {
        public void Report(string value) => writer.WriteLine(value);
    }
}

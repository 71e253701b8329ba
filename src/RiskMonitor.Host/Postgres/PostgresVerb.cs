using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using RiskMonitor.Host.Cli;

namespace RiskMonitor.Host.Postgres;

/// <summary>
/// <c>riskmonitor postgres</c>: keeps the embedded server up, for a database tool beside the program, until Ctrl-C or
/// SIGTERM.
/// </summary>
public static class PostgresVerb
{
    public static Command Create()
    {
        var verb = new Command("postgres", "Keep the embedded PostgreSQL up until Ctrl-C, and print where it is.");
        verb.SetAction(async (parsed, ct) =>
        {
            await using var server = await EmbeddedPostgres.StartAsync(
                new() { DataFolder = parsed.Settings().DataFolder }, new Lines(Console.Error), ct);
            await Console.Out.WriteLineAsync(parsed.GetValue(CommonOptions.Json)
                ? JsonSerializer.Serialize(
                    new { server.ProcessId, server.Port, server.Attached }, JsonSerializerOptions.Web)
                : string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{server.Port}"));

            // Ends by the signal only, which is how this verb is meant to end.
            await Task.Delay(Timeout.Infinite, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return ExitCode.Done;
        });
        return verb;
    }

    /// <summary>Written at once and in order, which Progress&lt;T&gt; does not promise.</summary>
    private sealed class Lines(TextWriter writer) : IProgress<string>
    {
        public void Report(string value) => writer.WriteLine(value);
    }
}

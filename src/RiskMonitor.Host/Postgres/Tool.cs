using System.ComponentModel;
using System.Diagnostics;

namespace RiskMonitor.Host.Postgres;

/// <summary>Runs another program to its end. Everybody may read its arguments: no password is among them.</summary>
internal static class Tool
{
    /// <summary>What a shell answers where there is no such program.</summary>
    private const int NotFound = 127;

    public static async Task<(int ExitCode, string Output)> RunAsync(
        IReadOnlyList<string> command, string folder, CancellationToken ct)
    {
        var start = new ProcessStartInfo(command[0])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in command.Skip(1))
            start.ArgumentList.Add(argument);

        // What the user has set for his own PostgreSQL, such as PGDATA or PGPORT, is not meant for ours.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)))
            start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C";

        try
        {
            using var process = Process.Start(start)
                ?? throw new InvalidOperationException($"{command[0]} did not start.");
            process.StandardInput.Close();
            return await FinishAsync(process, ct);
        }
        catch (Win32Exception missing)
        {
            return (NotFound, missing.Message);
        }
    }

    private static async Task<(int ExitCode, string Output)> FinishAsync(Process process, CancellationToken ct)
    {
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(ct);
            var errors = process.StandardError.ReadToEndAsync(ct);
            await process.WaitForExitAsync(ct);
            return (process.ExitCode, $"{await output}{await errors}".Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}

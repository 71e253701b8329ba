using System.Diagnostics;
using System.Text.Json;

namespace RiskMonitor.Host.Tests.Postgres;

/// <summary>The program itself as a process that keeps the embedded server up, to be ended in rude ways.</summary>
internal sealed class HostProcess : IDisposable
{
    private readonly Process process;

    private HostProcess(Process process, Where where) => (this.process, Server) = (process, where);

    public Where Server { get; }

    public static Task<HostProcess> StartAsync(string data) => StartAsync("dotnet", AppContext.BaseDirectory, data);

    /// <param name="folder">Where the program lies.</param>
    /// <param name="before">A program that starts the program, such as one that changes the account.</param>
    public static async Task<HostProcess> StartAsync(
        string dotnet, string folder, string data, params string[] before)
    {
        string[] command =
            [.. before, dotnet, Path.Combine(folder, "RiskMonitor.Host.dll"), "postgres", "--json", "--data", data];
        var process = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = "/",
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }).ShouldNotBeNull();
        var errors = process.StandardError.ReadToEndAsync();
        var line = await process.StandardOutput.ReadLineAsync();
        return new(process, line is null
            ? throw new InvalidOperationException(await errors)
            : JsonSerializer.Deserialize<Where>(line, JsonSerializerOptions.Web).ShouldNotBeNull());
    }

    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Sends a signal by its name, as a terminal or a service manager does, and waits for the end.</summary>
    public async Task<int> SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    public void Dispose() => process.Dispose();

    internal sealed record Where(int ProcessId, int Port, bool Attached);
}

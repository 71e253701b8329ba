using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace RiskMonitor.Host.Tests.Faults;

/// <summary>The built program as a child process, <c>serve</c> or another verb, to be ended in rude ways.</summary>
internal sealed class ServedHost : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly ConcurrentQueue<string> errors = new();
    private readonly TaskCompletionSource<Uri> serving = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool isDisposed;

    private ServedHost(Process process)
    {
        this.process = process;
        process.ErrorDataReceived += (_, line) => Heard(line.Data);
        process.BeginErrorReadLine();
        Output = process.StandardOutput.ReadToEndAsync();
    }

    public Uri Address => serving.Task.Result;

    /// <summary>Everything it wrote to standard output; done when it has ended.</summary>
    public Task<string> Output { get; }

    /// <summary>What it told a person so far.</summary>
    public string Errors => string.Join('\n', errors);

    public bool HasExited => process.HasExited;

    /// <summary>Serves on a free port; returns when it answers.</summary>
    public static async Task<ServedHost> StartAsync(FaultFolder folder, CancellationToken ct)
    {
        var host = Run(folder, "serve", "--url", "http://127.0.0.1:0");
        return await host.ServingAsync(ct);
    }

    /// <summary>Waits until it answers.</summary>
    public async Task<ServedHost> ServingAsync(CancellationToken ct)
    {
        await serving.Task.WaitAsync(Patience, ct);
        return this;
    }

    public static ServedHost Run(FaultFolder folder, params string[] arguments) => In(folder.Path, arguments);

    /// <summary>On a data folder beside the one that is watched for faults.</summary>
    public static ServedHost In(string data, params string[] arguments)
    {
        string[] command = [Path.Combine(AppContext.BaseDirectory, "RiskMonitor.Host.dll"), .. arguments];
        var start = new ProcessStartInfo("dotnet", [.. command, "--data", data])
        {
            WorkingDirectory = "/",
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment.Remove("ConnectionStrings__Ledger");
        return new(Process.Start(start).ShouldNotBeNull());
    }

    /// <summary>SIGKILL: it gets no say.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>A signal by its name, as a terminal or a service manager sends it; its exit code.</summary>
    public async Task<int> SignalAsync(string signal, CancellationToken ct)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        return await ExitAsync(ct);
    }

    public async Task<int> ExitAsync(CancellationToken ct)
    {
        await process.WaitForExitAsync(ct).WaitAsync(Patience, ct);
        return process.ExitCode;
    }

    /// <summary>May be called by the test and by its folder.</summary>
    public void Dispose()
    {
        if (isDisposed)
            return;

        isDisposed = true;
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }

    private void Heard(string? line)
    {
        if (line is null)
        {
            serving.TrySetException(new InvalidOperationException($"It ended before it served: {Errors}"));
            return;
        }

        errors.Enqueue(line);
        if (line.StartsWith("serving ", StringComparison.Ordinal))
            serving.TrySetResult(new Uri(line["serving ".Length..line.IndexOf(';', StringComparison.Ordinal)]));
    }
}

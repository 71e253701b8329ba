using System.Diagnostics;
using System.Text.Json.Nodes;
using RiskMonitor.Host.Access;

namespace RiskMonitor.Host.Tests.Replays;

/// <summary>A verb of the program as a process of its own, that asks a host which runs here.</summary>
internal sealed record Verb(int ExitCode, string Output, string Errors)
{
    public JsonNode Json => JsonNode.Parse(Output)!;

    /// <param name="surroundings">Variables of its environment, as <c>TZ</c>.</param>
    public static async Task<Verb> RunAsync(
        HostFixture host, string[] arguments, params (string Name, string Value)[] surroundings)
    {
        var token = host.Issuer.Issue(
            new TokenRequest("auditor-1", [Role.Regulator, Role.Auditor], ["*"], Entity: null, Source: null),
            TimeProvider.System.GetUtcNow(),
            TimeSpan.FromMinutes(30));
        string[] command =
        [
            Path.Combine(AppContext.BaseDirectory, "RiskMonitor.Host.dll"), .. arguments,
            "--server", host.App.Urls.First(), "--as", token, "--json",
        ];
        var start = new ProcessStartInfo("dotnet", command)
        {
            WorkingDirectory = "/",
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in surroundings)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start).ShouldNotBeNull();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output, await errors);
    }
}

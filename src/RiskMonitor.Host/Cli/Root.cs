using System.CommandLine;
using System.CommandLine.Help;

namespace RiskMonitor.Host.Cli;

/// <summary>
/// The <c>riskmonitor</c> command: finds the verb, runs it, and turns every failure into words and a code.
/// </summary>
public static class Root
{
    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Create().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message);
            }

            await Console.Error.WriteLineAsync("See riskmonitor --help, or --help after the verb.");
            return ExitCode.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = TimeSpan.FromMinutes(1), // PostgreSQL writes a checkpoint before it stops
            });
        }
        catch (CommandFailedException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return failure.ExitCode;
        }
        catch (Postgres.EmbeddedPostgresException missing)
        {
            await Console.Error.WriteLineAsync(missing.Message);
            return ExitCode.Unavailable;
        }
        catch (HttpRequestException away)
        {
            await Console.Error.WriteLineAsync($"The server does not answer: {away.Message}");
            return ExitCode.Unavailable;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped.");
            return ExitCode.Unavailable;
        }
        catch (Exception bug)
        {
            await Console.Error.WriteLineAsync($"A defect of this program, please report it: {bug}");
            return ExitCode.Bug;
        }
    }

    /// <summary>
    /// The whole command. It is a plain one with the options of a root, since a root is named after its file, which is
    /// not what people type.
    /// </summary>
    public static Command Create()
    {
        var root = new Command(
            "riskmonitor",
            "Watches loans on accelerator cards: what collateral is valued at against what it commercially earns.");
        root.Options.Add(new HelpOption());
        root.Options.Add(new VersionOption());
        root.Options.Add(CommonOptions.Data);
        root.Options.Add(CommonOptions.Connection);
        root.Options.Add(CommonOptions.Server);
        root.Options.Add(CommonOptions.As);
        root.Options.Add(CommonOptions.Json);
        foreach (var verb in Verbs.All())
        {
            root.Subcommands.Add(verb);
        }

        return root;
    }
}

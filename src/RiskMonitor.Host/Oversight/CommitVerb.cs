using System.CommandLine;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using RiskMonitor.Host.Access;
using RiskMonitor.Host.Cli;
using Spectre.Console;

namespace RiskMonitor.Host.Oversight;

/// <summary>
/// <c>riskmonitor commit</c>: serial numbers in, one line each; commitments under the supervisor's key out, in the
/// same lines. While two keys are in use a line has both, the newest first, with a tab between them.
/// </summary>
public static class CommitVerb
{
    private static readonly UTF8Encoding Strict =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly Argument<string> Input = new("file")
    {
        Description = "Serial numbers, one a line; - is standard input.", DefaultValueFactory = _ => "-",
    };

    private static readonly Option<bool> NewKey = new("--new-key")
    {
        Description = "Make a key. The one before goes on beside it over the window.",
    };

    private static readonly Option<int> Window = new("--window")
    {
        Description = "Days over which the key before goes on, with --new-key.",
        HelpName = "days",
        DefaultValueFactory = _ => 90,
    };

    private static readonly Option<bool> ListKeys = new("--list-keys")
    {
        Description = "Ids and times of the keys; never a key.",
    };

    public static Command Create()
    {
        var verb = new Command("commit", "Turn serial numbers into commitments under the supervisor's key.")
        {
            Input, NewKey, Window, ListKeys,
        };
        verb.SetAction((parsed, ct) => parsed.GetValue(NewKey) ? Task.FromResult(Make(parsed))
            : parsed.GetValue(ListKeys) ? Task.FromResult(List(parsed))
            : CommitAsync(parsed, ct));
        return verb;
    }

    private static Instant Now => Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());

    private static int Make(ParseResult parsed)
    {
        var days = parsed.GetValue(Window);
        if (days < 0)
        {
            throw new CommandFailedException(ExitCode.Usage, "--window is a number of days from 0 on.");
        }

        SerialKeys.In(parsed.Settings().KeyFolder).Make(Now, Duration.FromDays(days));
        return List(parsed);
    }

    private static int List(ParseResult parsed)
    {
        var keys = SerialKeys.In(parsed.Settings().KeyFolder);
        var answer = JsonSerializer.SerializeToNode(
            keys.All.Select(key => new { key.Id, key.Made, key.Until }), Wire.Json.Options)!;
        if (Screen.Json(parsed, answer))
        {
            return ExitCode.Done;
        }

        var table = Screen.Table("key", "made", "used until");
        foreach (var key in keys.All)
        {
            table.AddRow(
                key.Id, InstantPattern.General.Format(key.Made),
                key.Until is not { } until ? "further notice" : InstantPattern.General.Format(until));
        }

        Screen.Print(table);
        return ExitCode.Done;
    }

    private static async Task<int> CommitAsync(ParseResult parsed, CancellationToken ct)
    {
        var serials = await LinesAsync(parsed.GetValue(Input)!, ct);
        var answer = parsed.GetValue(CommonOptions.Server) is null
            ? Here(parsed, serials)
            : await ThereAsync(parsed, serials, ct);
        if (!Screen.Json(parsed, answer))
        {
            foreach (var made in answer["made"]!.AsArray())
            {
                Console.Out.WriteLine(string.Join('\t', made!.AsArray().Select(one => Screen.Plain(one!))));
            }
        }

        return ExitCode.Done;
    }

    /// <summary>With the keys of this folder: no server takes part.</summary>
    private static JsonNode Here(ParseResult parsed, IReadOnlyList<string> serials)
    {
        var keys = SerialKeys.In(parsed.Settings().KeyFolder).At(Now);
        if (keys.Count == 0)
        {
            throw new CommandFailedException(
                ExitCode.Unavailable,
                $"There is no serial key in {parsed.Settings().KeyFolder}: make one with commit --new-key.");
        }

        try
        {
            return JsonSerializer.SerializeToNode(Commitments.Of(serials, keys), Wire.Json.Options)!;
        }
        catch (FormatException broken)
        {
            throw new CommandFailedException(ExitCode.BadInput, broken.Message, broken);
        }
    }

    private static async Task<JsonNode> ThereAsync(
        ParseResult parsed, IReadOnlyList<string> serials, CancellationToken ct)
    {
        var supervisor = new TokenRequest("supervisor", [Role.Supervisor], ["*"], Entity: null, Source: null);
        await using var session = await ServerSession.OpenAsync(parsed, supervisor, ct);
        using var body = JsonContent.Create(new SerialsBody(serials), options: Wire.Json.Options);
        return await session.PostAsync("/api/v1/commitments", body, ct);
    }

    private static async Task<IReadOnlyList<string>> LinesAsync(string file, CancellationToken ct)
    {
        try
        {
            await using var bytes = file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
            using var reader = new StreamReader(bytes, Strict);
            var lines = new List<string>();
            while (await reader.ReadLineAsync(ct) is { } line)
            {
                lines.Add(line);
            }

            return lines;
        }
        catch (DecoderFallbackException broken)
        {
            throw new CommandFailedException(ExitCode.BadInput, $"{Name(file)} is not UTF-8.", broken);
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCode.BadInput, $"{Name(file)}: {broken.Message}", broken);
        }
    }

    private static string Name(string file) => file == "-" ? "Standard input" : file;
}

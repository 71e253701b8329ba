using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RiskMonitor.Host.Cli;
using RiskMonitor.Host.Serving;

namespace RiskMonitor.Host.Tests.Faults;

/// <summary>One data folder has one server, and nobody who comes later harms it.</summary>
[Collection("faults")] // one after the other: each of them keeps a machine busy
public sealed class SecondServeTests : IAsyncLifetime
{
    private FaultFolder folder = null!;

    public Task InitializeAsync()
    {
        folder = FaultFolder.Make();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await folder.DisposeAsync();

    [Fact]
    public async Task A_second_server_of_a_folder_is_refused_by_name_and_the_first_is_found_as_before()
    {
        var first = await folder.ServeAsync(folder.Limit);
        var note = await NoteAsync();
        new Uri(note["Address"]!.GetValue<string>()).ShouldBe(first.Address);

        using var second = folder.Run("serve", "--url", "http://127.0.0.1:0");
        (await second.ExitAsync(folder.Limit)).ShouldBe(75, second.Errors);
        second.Errors.ShouldContain(first.Address.ToString());
        second.Errors.ShouldContain(string.Create(
            CultureInfo.InvariantCulture, $"process {note["ProcessId"]!.GetValue<int>()}"));
        second.Errors.Split('\n').Length.ShouldBe(1, second.Errors);

        (await NoteAsync()).ToJsonString().ShouldBe(note.ToJsonString());
        using var verb = folder.Run("incidents", "--json");
        (await verb.ExitAsync(folder.Limit)).ShouldBe(ExitCode.Done, verb.Errors);
        verb.Errors.ShouldNotContain("PostgreSQL", Case.Insensitive, "it asked the server that is there");
    }

    [Fact]
    public async Task An_address_in_use_is_one_sentence_and_a_service_that_is_missing()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        using var host = folder.Run("serve", "--url", $"http://{taken.LocalEndpoint}");

        (await host.ExitAsync(folder.Limit)).ShouldBe(ExitCode.Unavailable, host.Errors);
        var words = host.Errors.Split('\n')[^1];
        words.ShouldStartWith($"http://{taken.LocalEndpoint} is in use");
        host.Errors.ShouldNotContain("defect");
        host.Errors.ShouldNotContain("   at ", Case.Sensitive, "a stack tells a user nothing");
        folder.ServerIsStopped.ShouldBeTrue();
        ServedFolder.IsHeld(folder.Path).ShouldBeFalse();
    }

    [Fact]
    public async Task A_note_that_a_killed_server_left_leads_nobody_astray()
    {
        await File.WriteAllTextAsync(
            ServerNote.In(folder.Path),
            JsonSerializer.Serialize(new ServerNote(new Uri("http://127.0.0.1:9/"), 1)));

        ServedFolder.IsHeld(folder.Path).ShouldBeFalse();
        using (var held = await ServedFolder.HoldAsync(folder.Path, folder.Limit))
        {
            ServerNote.Read(folder.Path).ShouldBeNull();
            await held.NoteAsync(new Uri("http://127.0.0.1:10/"), folder.Limit);
            ServedFolder.IsHeld(folder.Path).ShouldBeTrue();
            var refused = await Should.ThrowAsync<CommandFailedException>(
                () => ServedFolder.HoldAsync(folder.Path, folder.Limit));
            refused.ExitCode.ShouldBe(ExitCode.Held);
            refused.Message.ShouldContain("http://127.0.0.1:10/");
        }

        ServerNote.Read(folder.Path).ShouldBeNull();
    }

    private async Task<JsonNode> NoteAsync() =>
        JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder.Path, "server.json")))!;
}

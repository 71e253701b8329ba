using System.Globalization;
using RiskMonitor.Host.Cli;
using RiskMonitor.Host.Postgres;

namespace RiskMonitor.Host.Serving;

/// <summary>
/// The right to be the server of a data folder, and the note that says where it answers: one process has it, and the
/// operating system frees it when that process dies in whatever way.
/// </summary>
public sealed class ServedFolder : IDisposable
{
    private const string LockName = "serve.lock";
    private const int Attempts = 5;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly string folder;
    private readonly FileStream held;

    private ServedFolder(string folder, FileStream held) => (this.folder, this.held) = (folder, held);

    /// <exception cref="CommandFailedException">Another process serves the folder; the message names it.</exception>
    public static async Task<ServedFolder> HoldAsync(string dataFolder, CancellationToken ct)
    {
        PostgresDataFolder.At(dataFolder).Make();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var held = new FileStream(
                    Path.Combine(dataFolder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                File.Delete(ServerNote.In(dataFolder)); // of a server that was killed
                return new ServedFolder(dataFolder, held);
            }
            catch (IOException) when (attempt < Attempts)
            {
                await Task.Delay(Pause, ct); // a verb that looks whether somebody serves holds it for a moment
            }
            catch (IOException held)
            {
                throw new CommandFailedException(ExitCode.Held, Holder(dataFolder), held);
            }
            catch (UnauthorizedAccessException other)
            {
                throw new CommandFailedException(
                    ExitCode.Unavailable,
                    $"{dataFolder} belongs to another user; choose another data folder with --data.", other);
            }
        }
    }

    /// <summary>Whether some process serves the folder now, or is about to.</summary>
    public static bool IsHeld(string dataFolder)
    {
        try
        {
            File.Open(Path.Combine(dataFolder, LockName), FileMode.Open, FileAccess.ReadWrite, FileShare.None)
                .Dispose();
            return false;
        }
        catch (Exception none) when (none is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception taken) when (taken is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <summary>Tells other commands on the folder where the server answers.</summary>
    public Task NoteAsync(Uri address, CancellationToken ct) => File.WriteAllBytesAsync(
        ServerNote.In(folder),
        new ServerNote(address, Environment.ProcessId).ToBytes(), ct);

    /// <summary>Nobody is sent to a server that is going; the folder stays held until it has gone.</summary>
    public void Withdraw() => File.Delete(ServerNote.In(folder));

    public void Dispose()
    {
        Withdraw();
        held.Dispose();
    }

    private static string Holder(string dataFolder)
    {
        var holder = ServerNote.Read(dataFolder) is { } note
            ? string.Create(CultureInfo.InvariantCulture, $"by process {note.ProcessId} at {note.Address}")
            : "by a process that is starting or stopping";
        return $"{dataFolder} is served already {holder}: verbs on the folder find it there; to serve another ledger "
            + "choose another folder with --data.";
    }
}

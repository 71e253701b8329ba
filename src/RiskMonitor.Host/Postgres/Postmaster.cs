using System.Diagnostics;
using System.Globalization;

namespace RiskMonitor.Host.Postgres;

/// <summary>A running server as its own <c>postmaster.pid</c> describes it.</summary>
internal sealed record Postmaster(int ProcessId, int Port)
{
    /// <summary>Cheap enough to be asked each second.</summary>
    public bool IsAlive => IsServer(NameOf(ProcessId));

    /// <summary>
    /// The server of this cluster, or null. PostgreSQL itself copes with the file of a crash, except where the file is
    /// cut short or its process number has gone to another program by now: such a file is removed.
    /// </summary>
    public static async Task<Postmaster?> RunningAsync(string cluster, ServerAccount account, CancellationToken ct)
    {
        var file = Path.Combine(cluster, "postmaster.pid");
        if (!File.Exists(file))
            return null;

        // Lines: process, data folder, start time, port, and others that change while the server starts.
        var lines = await File.ReadAllLinesAsync(file, ct);
        if (lines.Length >= 4
            && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var process)
            && int.TryParse(lines[3], CultureInfo.InvariantCulture, out var port))
        {
            if (NameOf(process) is not { } name)
                return null;
            if (IsServer(name)
                && await IsAtHomeAsync(process, lines[..3], account, ct))
                return new(process, port);
        }

        File.Delete(file);
        return null;
    }

    /// <summary>A server's working folder is its cluster, so its file, seen from there, is the same file.</summary>
    private static async Task<bool> IsAtHomeAsync(
        int process, string[] identity, ServerAccount account, CancellationToken ct)
    {
        if (!OperatingSystem.IsLinux())
            return true;

        var there = $"/proc/{process.ToString(CultureInfo.InvariantCulture)}/cwd/postmaster.pid";
        var (exit, seen) = await Tool.RunAsync(account.Run("cat", there), "/", ct);
        return exit == 0
            ? seen.Split('\n').Take(identity.Length).SequenceEqual(identity)
            : seen.Contains("Permission denied", StringComparison.Ordinal); // hidden from us: rather too careful
    }

    private static bool IsServer(string? name) =>
        name?.StartsWith("postgres", StringComparison.OrdinalIgnoreCase) is true;

    private static string? NameOf(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return found.ProcessName;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}

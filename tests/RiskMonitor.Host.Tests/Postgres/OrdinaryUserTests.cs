using System.Runtime.InteropServices;

namespace RiskMonitor.Host.Tests.Postgres;

/// <summary>
/// The program as an ordinary user, also where the tests run as root: then it is started as the system's nobody, from
/// a copy, because nobody may be kept out of the folder that was built in.
/// </summary>
public sealed class OrdinaryUserTests : IDisposable
{
    private const UnixFileMode Everybody = (UnixFileMode)0b111_111_111;

    private readonly string folder = Directory.CreateTempSubdirectory("riskmonitor-user-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task An_ordinary_user_has_a_server_of_his_own_under_his_own_account()
    {
        var data = Path.Combine(folder, "data");
        using var program = await StartAsync(data);

        program.Server.Attached.ShouldBeFalse();
        File.Exists(Path.Combine(data, "postgres", "postmaster.pid")).ShouldBeTrue();

        (await program.SignalAsync("TERM")).ShouldBe(0);
        File.Exists(Path.Combine(data, "postgres", "postmaster.pid")).ShouldBeFalse();
    }

    private Task<HostProcess> StartAsync(string data)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
            return HostProcess.StartAsync(data);

        File.SetUnixFileMode(folder, Everybody);
        Copy(AppContext.BaseDirectory, Path.Combine(folder, "host"));
        return HostProcess.StartAsync(
            Path.Combine(Runtime(), "dotnet"), Path.Combine(folder, "host"), data,
            "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--");
    }

    /// <summary>A runtime that everybody can reach: the one at hand, or, from a closed home, a copy of it.</summary>
    private string Runtime()
    {
        var here = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        if (IsOpen(new DirectoryInfo(here)))
            return here;

        var there = Path.Combine(folder, "dotnet");
        foreach (var part in new[] { "host", "shared" })
            Copy(Path.Combine(here, part), Path.Combine(there, part));
        File.Copy(Path.Combine(here, "dotnet"), Path.Combine(there, "dotnet"));
        return there;
    }

    private static bool IsOpen(DirectoryInfo? folder) =>
        folder is null || (folder.UnixFileMode.HasFlag(UnixFileMode.OtherExecute) && IsOpen(folder.Parent));

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var inner in Directory.EnumerateDirectories(from))
            Copy(inner, Path.Combine(to, Path.GetFileName(inner)));
    }
}

namespace RiskMonitor.Host.Access;

/// <summary>A file with a secret: made once, readable and writable by its owner only, from its first byte on.</summary>
public static class OwnerOnlyFile
{
    public static void Create(string path, string content)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(path, options);
        writer.Write(content);
    }
}

namespace RiskMonitor.Host.Access;

/// <summary>
/// A file with a secret: made once, whole or not at all, readable and writable by its owner only, from its first byte
/// on.
/// </summary>
public static class OwnerOnlyFile
{
    /// <summary>Where another process was first, its file is kept.</summary>
    public static void Create(string path, string content) => TryCreate(path, content);

    /// <returns>Whether this call made it; false where the file was there.</returns>
    public static bool TryCreate(string path, string content)
    {
        // Under another name first: a kill in between would leave an empty secret, and no later start could read it.
        var unfinished = $"{path}.{Path.GetRandomFileName()}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(unfinished, options))
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes(content));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(unfinished, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(unfinished);
            return false;
        }
    }
}

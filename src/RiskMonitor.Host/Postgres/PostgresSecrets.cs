using System.Security.Cryptography;
using System.Text.Json;

namespace RiskMonitor.Host.Postgres;

/// <summary>
/// The passwords of the three roles of an embedded cluster, made at random at its first start and kept beside it in a
/// file that only its owner reads.
/// </summary>
internal sealed record PostgresSecrets(string Admin, string Owner, string Runtime)
{
    public static async Task<PostgresSecrets> ReadOrCreateAsync(PostgresDataFolder folder, CancellationToken ct)
    {
        try
        {
            if (!File.Exists(folder.Secrets))
                await CreateAsync(folder);
            return JsonSerializer.Deserialize<PostgresSecrets>(await File.ReadAllBytesAsync(folder.Secrets, ct))
                ?? throw new JsonException("null");
        }
        catch (Exception cause) when (cause is JsonException or UnauthorizedAccessException)
        {
            throw new EmbeddedPostgresException(
                $"The passwords in {folder.Secrets} cannot be read; start as the user who made them.", cause);
        }
    }

    /// <summary>Writes a file that only we may read, whole or not at all.</summary>
    public static async Task WriteAsync(string path, byte[] content)
    {
        var unfinished = $"{path}.unfinished";
        File.Delete(unfinished);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var file = new FileStream(unfinished, options))
        {
            await file.WriteAsync(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
    }

    private static async Task CreateAsync(PostgresDataFolder folder)
    {
        if (Directory.Exists(folder.Cluster))
            throw new EmbeddedPostgresException(
                $"{folder.Cluster} exists but its passwords, {folder.Secrets}, are gone: put that file back.");

        var made = new PostgresSecrets(Random(), Random(), Random());
        await WriteAsync(folder.Secrets, JsonSerializer.SerializeToUtf8Bytes(made));
    }

    private static string Random() => RandomNumberGenerator.GetHexString(64, lowercase: true);
}

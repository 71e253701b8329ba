using System.Text.Json;

namespace RiskMonitor.Host.Serving;

/// <param name="Address">Where the server of this data folder answers.</param>
public sealed record ServerNote(Uri Address, int ProcessId)
{
    /// <summary>File in the data folder that tells other commands where the server is.</summary>
    public static string In(string dataFolder) => Path.Combine(dataFolder, "server.json");

    /// <summary>Null where there is none, or one that cannot be read.</summary>
    public static ServerNote? Read(string dataFolder)
    {
        try
        {
            return JsonSerializer.Deserialize<ServerNote>(File.ReadAllBytes(In(dataFolder)));
        }
        catch (Exception none) when (none is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this);
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using RiskMonitor.Host.Native;

namespace RiskMonitor.Host.Telemetry;

/// <summary>Numbers of devices: the same device has the same in every file, without asking anybody.</summary>
internal static class DeviceNumber
{
    /// <summary>The first 8 bytes of the SHA-256 of source, host, id and place.</summary>
    public static long Of(string source, Device device)
    {
        var text = string.Join('\0', source, device.Host, device.Id, device.Place);
        return BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}

namespace RiskMonitor.Host.Native.NvidiaSmi;

/// <summary>What <c>nvidia-smi --query-gpu=… --format=csv</c> printed on one machine.</summary>
public sealed class NvidiaSmiFormat : ITelemetryFormat
{
    public string Name => "nvidia-smi";

    public string Says => "CSV of nvidia-smi --query-gpu of one machine";

    public TelemetryFile Open(Stream file, Declaration declaration) => new SmiFile(file, declaration);
}

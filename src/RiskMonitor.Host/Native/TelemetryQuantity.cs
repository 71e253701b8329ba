namespace RiskMonitor.Host.Native;

/// <summary>What a sample of a device may be of. The number is stored, so it never changes.</summary>
public enum TelemetryQuantity
{
    /// <summary>Share of the time in which anything ran, as the driver samples it; 0 to 1. It is not use.</summary>
    GpuUtilRatio = 1,

    /// <summary>Share of the time in which the graphics or compute engine was active; 0 to 1.</summary>
    EngineActiveRatio = 2,

    /// <summary>Share of cycles in which a multiprocessor had at least one warp; 0 to 1.</summary>
    SmActiveRatio = 3,

    /// <summary>Share of cycles in which the tensor or cube pipe was active; 0 to 1.</summary>
    TensorActiveRatio = 4,

    /// <summary>Share of cycles in which device memory was read or written; 0 to 1.</summary>
    DramActiveRatio = 5,

    PowerWatts = 6,

    /// <summary>A counter since the driver was loaded.</summary>
    EnergyJoules = 7,

    MemoryUsedBytes = 8,
    TemperatureCelsius = 9,

    /// <summary>The last XID error; 0 for none.</summary>
    XidError = 10,

    /// <summary>Share of the time in which clocks were held back; 0 to 1.</summary>
    ThrottledRatio = 11,

    /// <summary>1 where the device was bound to a job, a pod or a machine of a customer, else 0.</summary>
    Allocated = 12,

    /// <summary>1 where the device answered; a device that is not listed at a time did not.</summary>
    Up = 13,
}

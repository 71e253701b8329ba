using RiskMonitor.Host.Native;

namespace RiskMonitor.Host.Telemetry;

/// <summary>What one place gave in the slots of a day: sums, from which means are made.</summary>
internal sealed class PlaceSlots(int slots)
{
    private readonly Slot[] held = new Slot[slots];

    /// <summary>Whether the engine was measured at all: then nothing else stands in for it.</summary>
    public bool HasEngine { get; private set; }

    public int Count => held.Length;

    public void Clear()
    {
        Array.Clear(held);
        HasEngine = false;
    }

    public void Add(int slot, TelemetryQuantity quantity, double value)
    {
        ref var here = ref held[slot];
        here.IsHeard = true;
        switch (quantity)
        {
            case TelemetryQuantity.EngineActiveRatio:
                HasEngine = true;
                here.Engine.Add(value);
                break;
            case TelemetryQuantity.GpuUtilRatio:
                here.GpuUtil.Add(value);
                break;
            case TelemetryQuantity.SmActiveRatio:
                here.Sm.Add(value);
                break;
            case TelemetryQuantity.TensorActiveRatio:
                here.Tensor.Add(value);
                break;
            case TelemetryQuantity.Allocated:
                here.Allocated.Add(value);
                break;
            case TelemetryQuantity.Up:
                here.Up.Add(value);
                break;
        }
    }

    public bool IsHeard(int slot) => held[slot].IsHeard;

    /// <summary>Share of the slot in which the device said that it was well; all of it where it says nothing of that.
    /// </summary>
    public double Up(int slot) => held[slot].IsHeard ? held[slot].Up.Value ?? 1 : 0;

    public double? Active(int slot) => HasEngine ? held[slot].Engine.Value : held[slot].GpuUtil.Value;

    public double? Sm(int slot) => held[slot].Sm.Value;

    public double? Tensor(int slot) => held[slot].Tensor.Value;

    public double? Allocated(int slot) => held[slot].Allocated.Value;

    private struct Mean
    {
        private double sum;
        private int count;

        public readonly double? Value => count == 0 ? null : sum / count;

        public void Add(double value) => (sum, count) = (sum + value, count + 1);
    }

    private struct Slot
    {
        public bool IsHeard;
        public Mean Engine;
        public Mean GpuUtil;
        public Mean Sm;
        public Mean Tensor;
        public Mean Allocated;
        public Mean Up;
    }
}

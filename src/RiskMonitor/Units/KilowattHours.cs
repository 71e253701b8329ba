namespace RiskMonitor.Units;

/// <summary>Energy as a meter counts it.</summary>
public readonly record struct KilowattHours(decimal Value) : IQuantity<KilowattHours>
{
    public static KilowattHours Of(decimal value) => new(value);

    public override string ToString() => $"{CanonicalDecimal.Write(Value)} kWh";
}

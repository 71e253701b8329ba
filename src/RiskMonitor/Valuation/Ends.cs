namespace RiskMonitor.Valuation;

/// <summary>Where in its band an assumption stands.</summary>
internal enum End
{
    Low,
    Central,
    High,
}

/// <summary>The three numbers of one band.</summary>
internal readonly record struct Ends(double Low, double Central, double High)
{
    public double this[End end] => end switch { End.Low => Low, End.Central => Central, _ => High };

    public bool Move => Low < High;
}

/// <summary>One end for each assumption, packed two bits apiece: millions of these are visited.</summary>
internal readonly record struct Corner(int Bits)
{
    public static readonly Corner Central = new(0b01_01_01_01_01_01);

    public End this[Assumption assumption] => (End)((Bits >> (2 * (int)assumption)) & 0b11);

    public Corner With(Assumption assumption, End end) =>
        new((Bits & ~(0b11 << (2 * (int)assumption))) | ((int)end << (2 * (int)assumption)));
}

namespace RiskMonitor.Analytics;

/// <summary>
/// Rounding to twelve significant digits: what two machines agree on before a threshold or a hash is met.
/// </summary>
/// <remarks>
/// The rounding is that of the exact binary value, ties to the even digit (IEEE 754-2019, 5.12.2), found in
/// integers: v = m·2^k, so v·10^s = m·5^s·2^(k+s). Nothing is formatted or parsed, because millions of values pass
/// through.
/// </remarks>
public static class Significant
{
    private const int Digits = 12;
    private const int Smallest = -17; // below 1e-17 a decimal has no room for twelve digits
    private const int Largest = 28; // a decimal ends at 7.9e28

    private static readonly UInt128[] PowersOfFive = Powers<UInt128>(5, Digits - 1 - Smallest);
    private static readonly UInt128[] WholePowersOfTen = Powers<UInt128>(10, Largest);
    private static readonly decimal[] PowersOfTen = Powers<decimal>(10, Largest);
    private static readonly double[] Decades = [.. Enumerable.Range(Smallest, Largest - Smallest + 1).Select(Decade)];

    /// <summary>The decimal of twelve significant digits nearest to a double; 0 below 1e-17.</summary>
    /// <exception cref="ArgumentOutOfRangeException">NaN, infinite, or 1e28 and more in magnitude.</exception>
    public static decimal Round12(double value)
    {
        var magnitude = Math.Abs(value);
        if (!(magnitude < Decades[^1]))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "Finite and smaller than 1e28 is needed.");
        }

        if (magnitude < Decades[0])
        {
            return 0m;
        }

        var bits = BitConverter.DoubleToUInt64Bits(magnitude);
        var mantissa = (bits & ((1UL << 52) - 1)) | (1UL << 52);
        var power = (int)(bits >> 52) - 1075;
        var scale = Digits - 1 - Exponent(magnitude, power + 52);
        return scale >= 0
            ? Scaled(Shifted(mantissa * PowersOfFive[scale], -(power + scale)), value < 0, (byte)scale)
            : Scaled(Divided(mantissa, power + scale, PowersOfFive[-scale]), value < 0, 0) * PowersOfTen[-scale];
    }

    /// <summary>The same for a decimal, whose digits are already decimal.</summary>
    public static decimal Round12(decimal value)
    {
        if (value == 0m)
        {
            return 0m;
        }

        var places = Digits - 1 - Exponent(value);
        return places switch
        {
            _ when places >= value.Scale => value, // it has no digit too many
            >= 0 => Math.Round(value, Math.Min(places, 28), MidpointRounding.ToEven),
            _ => Math.Round(value / PowersOfTen[-places], MidpointRounding.ToEven) * PowersOfTen[-places],
        };
    }

    /// <summary>
    /// ⌊log10 v⌋. A decade that is no double is off by less than half a digit of the result: no matter.
    /// </summary>
    private static int Exponent(double magnitude, int binary)
    {
        var estimate = (binary * 1233) >> 12; // ⌊binary · log10 2⌋, or one less than ⌊log10 v⌋
        return magnitude >= Decades[estimate + 1 - Smallest] ? estimate + 1 : estimate;
    }

    /// <summary>The same of a decimal other than zero: how many digits its integer has, less those that are
    /// decimals.</summary>
    private static int Exponent(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        var digits = new UInt128((uint)parts[2], ((ulong)(uint)parts[1] << 32) | (uint)parts[0]);
        var estimate = ((127 - (int)UInt128.LeadingZeroCount(digits)) * 1233) >> 12;
        var exponent = estimate < Largest && digits >= WholePowersOfTen[estimate + 1] ? estimate + 1 : estimate;
        return exponent - value.Scale;
    }

    private static ulong Shifted(UInt128 product, int shift)
    {
        var whole = (ulong)(product >> shift);
        var rest = product & ((UInt128.One << shift) - 1);
        var half = UInt128.One << (shift - 1);
        return rest > half || (rest == half && (whole & 1) == 1) ? whole + 1 : whole;
    }

    private static ulong Divided(ulong mantissa, int power, UInt128 five)
    {
        var dividend = power > 0 ? (UInt128)mantissa << power : mantissa;
        var divisor = power < 0 ? five << -power : five;
        var (quotient, rest) = UInt128.DivRem(dividend, divisor);
        var whole = (ulong)quotient;
        return rest * 2 > divisor || (rest * 2 == divisor && (whole & 1) == 1) ? whole + 1 : whole;
    }

    private static decimal Scaled(ulong digits, bool negative, byte scale) =>
        new((int)(uint)digits, (int)(uint)(digits >> 32), 0, negative, scale);

    /// <summary>Ten to 22 is exact in a double, so one operation on such powers rounds correctly.</summary>
    private static double Decade(int exponent) => exponent switch
    {
        < 0 => 1 / (double)PowersOfTen[-exponent],
        <= 22 => (double)PowersOfTen[exponent],
        _ => (double)PowersOfTen[22] * (double)PowersOfTen[exponent - 22],
    };

    private static T[] Powers<T>(T of, int highest)
        where T : System.Numerics.INumber<T>
    {
        var powers = new T[highest + 1];
        powers[0] = T.One;
        for (var power = 1; power <= highest; power++)
        {
            powers[power] = powers[power - 1] * of;
        }

        return powers;
    }
}

namespace RiskMonitor.Tests.Valuation;

/// <summary>
/// exp and ln in 28-digit decimals, by series: an arithmetic that shares nothing with the code it checks.
/// </summary>
internal static class DecimalArithmetic
{
    public static decimal Power(decimal factor, decimal exponent) => factor == 0m ? 0m : Exp(exponent * Ln(factor));

    /// <summary>e^x = (e^(x/2^k))^(2^k) with a short series in x/2^k.</summary>
    private static decimal Exp(decimal x)
    {
        var halvings = 0;
        while (Math.Abs(x) > 0.05m)
        {
            (x, halvings) = (x / 2m, halvings + 1);
        }

        var (sum, term) = (1m, 1m);
        for (var n = 1; n <= 20; n++)
        {
            term *= x / n;
            sum += term;
        }

        for (; halvings > 0; halvings--)
        {
            sum *= sum;
        }

        return sum;
    }

    /// <summary>ln x = 2·artanh((x−1)/(x+1)) after x was brought near 1 by factors of 1.25.</summary>
    private static decimal Ln(decimal x)
    {
        var factors = 0;
        for (; x > 1.12m; factors++)
        {
            x /= 1.25m;
        }

        for (; x < 0.89m; factors--)
        {
            x *= 1.25m;
        }

        return Artanh((x - 1m) / (x + 1m)) + (factors * Artanh(0.25m / 2.25m));
    }

    private static decimal Artanh(decimal s)
    {
        var (sum, power) = (0m, s);
        for (var n = 1; n <= 41; n += 2)
        {
            sum += power / n;
            power *= s * s;
        }

        return 2m * sum;
    }
}

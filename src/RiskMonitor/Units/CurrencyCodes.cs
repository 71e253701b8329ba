namespace RiskMonitor.Units;

/// <summary>
/// The alphabetic codes of ISO 4217, list one, as of January 2026: money that is legal tender somewhere. Left out are
/// the codes of funds, of metals and of tests. Two that went out lately stay, since facts speak of earlier days: ANG
/// (31 March 2025) and BGN (31 December 2025).
/// </summary>
public static class CurrencyCodes
{
    private const int Length = 3;

    private static readonly HashSet<string> Listed = new(
        """
        AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF
        CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG
        HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA
        MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD
        RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX
        USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
        """.Split((char[])[' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries),
        StringComparer.Ordinal);

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Spans =
        Listed.GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool IsListed(ReadOnlySpan<char> code) => code.Length == Length && Spans.Contains(code);

    /// <summary>What is wrong with a code; null when nothing is.</summary>
    public static string? Fault(string code) => IsListed(code) ? null
        : code is "RMB" or "CNH" ? $"{code} is not a code of ISO 4217: the renminbi is CNY."
        : $"{code} is not a code of ISO 4217.";
}

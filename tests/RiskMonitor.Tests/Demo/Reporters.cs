namespace RiskMonitor.Tests.Demo;

/// <summary>Who files in the synthetic province. The source is also what a file is named after.</summary>
internal static class Reporters
{
    public static readonly string Supervisor = Of("supervisor");
    public static readonly string LenderA = Of("lender-a");
    public static readonly string LenderB = Of("lender-b");
    public static readonly string Registry = Of("registry");
    public static readonly string Bank = Of("bank");
    public static readonly string Meter = Of("meter");
    public static readonly string Inspector = Of("inspector");
    public static readonly string Index = Of("index");

    /// <summary>In the order of their files in one round: lenders before the pools they lend on.</summary>
    public static readonly Sequence<string> InOrder =
    [
        LenderB, LenderA, Registry, Index, Bank, Of("operator-e"), Of("operator-d"), Of("operator-c"),
        Of("operator-b"), Of("operator-a"), Meter, Inspector, Supervisor,
    ];

    /// <summary>As <c>urn:local:lender-a</c>.</summary>
    public static string Of(string name) => $"urn:local:{name}";

    public static string NameOf(string source) => source["urn:local:".Length..];
}

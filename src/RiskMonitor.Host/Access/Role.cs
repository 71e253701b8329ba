namespace RiskMonitor.Host.Access;

/// <summary>What somebody is to the monitor. A token names one or more.</summary>
public static class Role
{
    /// <summary>Files facts of its own source.</summary>
    public static readonly string Reporter = "reporter";

    /// <summary>Adopts policies, closes days, holds the key of the serial commitments.</summary>
    public static readonly string Supervisor = "supervisor";

    /// <summary>Works the alerts of its jurisdictions.</summary>
    public static readonly string Regulator = "regulator";

    /// <summary>A state investment platform: sees what it stands behind itself.</summary>
    public static readonly string Platform = "platform";

    /// <summary>Reads everything in its mandate, changes nothing.</summary>
    public static readonly string Auditor = "auditor";

    /// <summary>Runs the machine; sees its health and none of its content.</summary>
    public static readonly string Operator = "operator";

    public static readonly string[] All = [Reporter, Supervisor, Regulator, Platform, Auditor, Operator];
}

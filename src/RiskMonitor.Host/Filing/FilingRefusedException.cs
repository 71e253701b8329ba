using RiskMonitor.Filing;

namespace RiskMonitor.Host.Filing;

/// <summary>A filing as a whole breaks a rule of size or packing, so that reading on makes no sense.</summary>
public sealed class FilingRefusedException(FilingRule rule, Exception? cause = null) : IOException(rule.Text, cause)
{
    public FilingRule Rule { get; } = rule;
}

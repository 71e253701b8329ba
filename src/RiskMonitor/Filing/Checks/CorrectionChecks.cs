using System.Text.Json;
using RiskMonitor.Corrections;
using RiskMonitor.Market;

namespace RiskMonitor.Filing.Checks;

/// <summary>What of a correction can be judged before its target is known.</summary>
internal static class CorrectionChecks
{
    public static void Check(FactCorrected correction, Findings findings)
    {
        Target(correction.Target, findings);
        Subject(correction.Subject, findings);
        using var document = JsonDocument.Parse(correction.Data.Text);
        new DialectWalk(findings).Any(document.RootElement, "/data/data");
    }

    public static void Check(FactRetracted retraction, Findings findings)
    {
        Target(retraction.Target, findings);
        Subject(retraction.Subject, findings);
    }

    /// <summary>One takes back one's own word only; the supervisor may take back anybody's.</summary>
    public static void Reach(IFact data, FilingScope scope, Findings findings)
    {
        var target = data switch
        {
            FactCorrected correction => correction.Target,
            FactRetracted retraction => retraction.Target,
            PriceRejected rejection => rejection.Target,
            _ => null,
        };
        if (target is not null && target.Source != scope.Source && !scope.MayOversee)
        {
            findings.Add(FilingRules.TargetNotYours, "/data/target/source", target.Source);
        }
    }

    private static void Target(FiledId target, Findings findings)
    {
        findings.Text(target.Source, "/data/target/source");
        if (!Envelope.IsId(target.Id))
        {
            findings.Add(FilingRules.IdMalformed, "/data/target/id", target.Id);
        }
    }

    private static void Subject(string subject, Findings findings)
    {
        var slash = subject.IndexOf('/', StringComparison.Ordinal);
        if (slash < 1 || slash == subject.Length - 1)
        {
            findings.Add(FilingRules.TextMalformed, "/data/subject", subject, "A stream is written as pool/pool-7.");
        }
    }
}

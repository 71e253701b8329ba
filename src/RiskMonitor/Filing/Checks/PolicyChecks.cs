using NodaTime;
using RiskMonitor.Policy;

namespace RiskMonitor.Filing.Checks;

/// <summary>What of an act of oversight cannot be meant.</summary>
internal static class PolicyChecks
{
    private const string Document = "/data/document";

    public static void Check(PolicyAdopted policy, Findings findings)
    {
        findings.Text(policy.Version, "/data/version");
        findings.Sha256(policy.ContentHash, "/data/contentHash");
        if (policy.Author == policy.Approver)
        {
            findings.Add(FilingRules.AuthorApproves, "/data/approver", policy.Approver.Value);
        }

        var hash = PolicyHash.Of(policy.Document);
        if (hash != policy.ContentHash)
        {
            findings.Add(
                FilingRules.ContentHashWrong, "/data/contentHash", policy.ContentHash, $"The document's is {hash}.");
        }

        if (policy.Version != policy.Document.Version)
        {
            findings.Add(FilingRules.VersionMismatch, $"{Document}/version", policy.Document.Version);
        }

        Check(policy.Document, findings);
    }

    public static void Check(ReportingDayClosed day, Findings findings) =>
        findings.Text(day.Calendar, "/data/calendar");

    public static void Check(EngineAdopted engine, Findings findings)
    {
        findings.Text(engine.Version, "/data/version");
        findings.Sha256(engine.BuildHash, "/data/buildHash");
    }

    private static void Check(PolicyDocument document, Findings findings)
    {
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(document.TimeZone) is null)
        {
            findings.Add(FilingRules.TimeZoneUnknown, $"{Document}/timeZone", document.TimeZone);
        }

        findings.Count(document.WindowDays.Value, 1, $"{Document}/windowDays/value");
        findings.Count(document.LongWindowDays.Value, 1, $"{Document}/longWindowDays/value");
        Band(document.Valuation.PriceDecay, $"{Document}/valuation/priceDecay", findings);
        Band(document.Valuation.DiscountRate, $"{Document}/valuation/discountRate", findings);
        Band(document.Valuation.ResidualFactor, $"{Document}/valuation/residualFactor", findings);
        Band(document.Valuation.ReLetting, $"{Document}/valuation/reLetting", findings);
        findings.Share(document.Valuation.DisposalCost.Value, $"{Document}/valuation/disposalCost/value");
        for (var i = 0; i < document.Chips.Count; i++)
        {
            Chip(document.Chips[i], Pointer.To($"{Document}/chips", i), findings);
        }

        Rules(document.Rules, findings);
    }

    private static void Chip(ChipPolicy chip, string pointer, Findings findings)
    {
        var life = chip.EconomicLifeMonths;
        if (life.Low > life.Central || life.Central > life.High)
        {
            findings.Add(FilingRules.BandDisordered, $"{pointer}/economicLifeMonths");
        }

        findings.Count(life.Low, 1, $"{pointer}/economicLifeMonths/low");
        findings.Count(chip.AccountingLifeMonths.Value, 1, $"{pointer}/accountingLifeMonths/value");
        findings.Share(chip.AccountingResidual.Value, $"{pointer}/accountingResidual/value");
        findings.Ascending(chip.ResidualCurve, knot => knot.AgeMonths, $"{pointer}/residualCurve", "ageMonths");
        for (var i = 0; i < chip.ResidualCurve.Count; i++)
        {
            findings.NotNegative(
                chip.ResidualCurve[i].ShareOfCost.Value, Pointer.To($"{pointer}/residualCurve", i) + "/shareOfCost");
        }
    }

    private static void Rules(RuleBook rules, Findings findings)
    {
        var detach = rules.LevDetach;
        const string Detach = $"{Document}/rules/levDetach";
        Inside(detach.LtvUseClear, detach.LtvUseRaise, $"{Detach}/ltvUseClear", findings);
        Inside(detach.LtvUseClear, detach.LtvUseWithGapRaise, $"{Detach}/ltvUseClear", findings);
        Inside(detach.GapClear, detach.GapRaise, $"{Detach}/gapClear", findings);
        const string Idle = $"{Document}/rules/utilIdle";
        Inside(rules.UtilIdle.UseRaiseBelow, rules.UtilIdle.UseClearFrom, $"{Idle}/useClearFrom", findings);
        Inside(rules.ColSum.ShareClear, rules.ColSum.ShareRaiseAbove, $"{Document}/rules/colSum/shareClear", findings);
    }

    /// <summary>One bound lies strictly below the other.</summary>
    private static void Inside(RatioBound lower, RatioBound upper, string pointer, Findings findings)
    {
        if (lower.Value >= upper.Value)
        {
            findings.Add(FilingRules.ClearNotInside, $"{pointer}/value");
        }
    }

    private static void Band(RatioBand band, string pointer, Findings findings)
    {
        if (!(band.Low <= band.Central && band.Central <= band.High))
        {
            findings.Add(FilingRules.BandDisordered, pointer);
        }
    }
}

using NodaTime;
using RiskMonitor.Policy;

namespace RiskMonitor.Filing.Checks;

/// <summary>What of an act of oversight cannot be meant.</summary>
internal static class PolicyChecks
{
    private const string Document = "/data/document";
    private const int LongestDays = 3_660;
    private const int LongestMonths = 600;
    private const int MostPrints = 1_000;

    /// <summary>Where a day begins first.</summary>
    private static readonly Offset EarliestZone = Offset.FromHours(14);

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

    public static void Check(ReportingDayClosed day, Instant? time, Findings findings)
    {
        findings.Text(day.Calendar, "/data/calendar");
        if (time is { } instant && day.Date > instant.WithOffset(EarliestZone).Date)
        {
            findings.Add(
                FilingRules.DayNotOver, "/data/date", NodaTime.Text.LocalDatePattern.Iso.Format(day.Date));
        }
    }

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

        Lengths(document, findings);
        Band(document.Valuation.PriceDecay, -1m, 1m, $"{Document}/valuation/priceDecay", findings);
        Band(document.Valuation.DiscountRate, -0.5m, 5m, $"{Document}/valuation/discountRate", findings);
        Band(document.Valuation.ResidualFactor, 0m, 10m, $"{Document}/valuation/residualFactor", findings);
        Band(document.Valuation.ReLetting, 0m, 1m, $"{Document}/valuation/reLetting", findings);
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
        findings.Count(life.High, 1, $"{pointer}/economicLifeMonths/high", LongestMonths);
        findings.Count(
            chip.AccountingLifeMonths.Value, 1, $"{pointer}/accountingLifeMonths/value", LongestMonths);
        findings.Share(chip.AccountingResidual.Value, $"{pointer}/accountingResidual/value");
        findings.Ascending(chip.ResidualCurve, knot => knot.AgeMonths, $"{pointer}/residualCurve", "ageMonths");
        if (chip.ResidualCurve.Count == 0)
        {
            findings.Add(FilingRules.CountOutOfRange, $"{pointer}/residualCurve", message: "A curve has a first knot.");
        }

        for (var i = 0; i < chip.ResidualCurve.Count; i++)
        {
            var at = Pointer.To($"{pointer}/residualCurve", i);
            findings.Share(chip.ResidualCurve[i].ShareOfCost, $"{at}/shareOfCost");
            findings.Count(chip.ResidualCurve[i].AgeMonths, 0, $"{at}/ageMonths", i == 0 ? 0 : LongestMonths);
        }
    }

    private static void Lengths(PolicyDocument document, Findings findings)
    {
        Days(document.WindowDays, 1, "windowDays");
        Days(document.LongWindowDays, 1, "longWindowDays");
        Days(document.Valuation.AppraisalAgeDays, 0, "valuation/appraisalAgeDays");
        Days(document.Maturity.GraceDays, 0, "maturity/graceDays");
        Days(document.Maturity.SettledDays, 0, "maturity/settledDays");
        Days(document.Prices.MaxAgeDays, 0, "prices/maxAgeDays");
        Days(document.Rules.LevDetach.PersistenceDays, 0, "rules/levDetach/persistenceDays");
        Days(document.Rules.UtilIdle.PersistenceDays, 0, "rules/utilIdle/persistenceDays");
        Days(document.Rules.ColDup.RefinancingBusinessDays, 0, "rules/colDup/refinancingBusinessDays");
        Days(document.Rules.ColPhantom.DeliveryGraceDays, 0, "rules/colPhantom/deliveryGraceDays");
        Days(document.Rules.ColPhantom.EvidenceDays, 0, "rules/colPhantom/evidenceDays");
        Prints(document.Prices.MedianPrints, "prices/medianPrints");
        Prints(document.Prices.LeastConstituents, "prices/leastConstituents");
        Prints(document.Prices.ConfirmingPrints, "prices/confirmingPrints");
        Months(document.Valuation.LifeCapMonths, "valuation/lifeCapMonths");
        Months(document.Maturity.RampUpMonths, "maturity/rampUpMonths");
        Months(document.Maturity.UseMonths, "maturity/useMonths");
        Months(document.Maturity.CashMonths, "maturity/cashMonths");
        Months(document.Maturity.LeastCashMonths, "maturity/leastCashMonths");
        for (var i = 0; i < document.Reporting.Count; i++)
        {
            var at = Pointer.To($"{Document}/reporting", i);
            findings.Count(document.Reporting[i].DueDays, 0, $"{at}/dueDays", LongestDays);
            findings.Count(document.Reporting[i].StaleDays, 0, $"{at}/staleDays", LongestDays);
        }

        void Days(DaysBound bound, int least, string at) =>
            findings.Count(bound.Value, least, $"{Document}/{at}/value", LongestDays);

        void Prints(DaysBound bound, string at) =>
            findings.Count(bound.Value, 0, $"{Document}/{at}/value", MostPrints);

        void Months(MonthsBound bound, string at) =>
            findings.Count(bound.Value, 0, $"{Document}/{at}/value", LongestMonths);
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

    private static void Band(RatioBand band, decimal least, decimal most, string pointer, Findings findings)
    {
        findings.Between(band.Low, least, most, $"{pointer}/low");
        findings.Between(band.High, least, most, $"{pointer}/high");
        if (!(band.Low <= band.Central && band.Central <= band.High))
        {
            findings.Add(FilingRules.BandDisordered, pointer);
        }
    }
}

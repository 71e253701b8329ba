using RiskMonitor.Lending;
using RiskMonitor.Units;

namespace RiskMonitor.Filing.Checks;

/// <summary>What of a facility is impossible on its face.</summary>
internal static class LendingChecks
{
    /// <summary>Vendors and states have lent more than the base was worth; beyond this it is a slip.</summary>
    private const decimal MostAdvanced = 1.5m;

    private const decimal MostRatio = 100m;

    public static void Check(FacilityOpened facility, Findings findings)
    {
        findings.NotNegative(facility.Commitment, "/data/commitment");
        findings.Between(facility.AdvanceRate, 0m, MostAdvanced, "/data/advanceRate");
        Terms(facility.LtvCaps, facility.Schedule, facility.Covenants, facility.Commitment, findings);
        Pools(facility.Pools, findings);
        Case(facility, findings);
    }

    public static void Check(FacilityAmended facility, Findings findings)
    {
        findings.NotNegative(facility.Commitment, "/data/commitment");
        Terms(facility.LtvCaps, facility.Schedule, facility.Covenants, facility.Commitment, findings);
        Pools(facility.Pools, findings);
    }

    public static void Check(FacilityDrawn drawn, Findings findings) =>
        findings.NotNegative(drawn.Amount, "/data/amount");

    public static void Check(FacilityRepaid repaid, Findings findings) =>
        Payment(repaid.Principal, repaid.Interest, "/data", findings);

    public static void Check(FacilityPaymentMissed missed, Findings findings) =>
        Payment(missed.Principal, missed.Interest, "/data", findings);

    public static void Check(FacilityCertified certified, Findings findings)
    {
        var currency = certified.Availability.Currency;
        findings.NotNegative(certified.Availability, "/data/availability");
        for (var i = 0; i < certified.Eligible.Count; i++)
        {
            var value = certified.Eligible[i].GrossEligibleValue;
            if (value.Amount < 0m || value.Currency != currency)
            {
                var at = Pointer.To("/data/eligible", i) + "/grossEligibleValue";
                findings.NotNegative(value, at);
                findings.OneCurrency(currency, value, at);
            }
        }

        for (var i = 0; i < certified.Ineligible.Count; i++)
        {
            var line = certified.Ineligible[i];
            var at = Pointer.To("/data/ineligible", i);
            findings.Text(line.Reason, $"{at}/reason");
            findings.NotNegative(line.Amount, $"{at}/amount");
            findings.OneCurrency(currency, line.Amount, $"{at}/amount");
        }
    }

    public static void Check(FacilityClassified classified, Findings findings) =>
        findings.Count(classified.DaysOverdue, 0, "/data/daysOverdue");

    public static void Check(GuaranteeGiven guarantee, Findings findings) =>
        findings.NotNegative(guarantee.Amount, "/data/amount");

    public static void Check(GuaranteeCalled guarantee, Findings findings) =>
        findings.NotNegative(guarantee.Amount, "/data/amount");

    private static void Terms(
        Sequence<LtvCap>? caps,
        Sequence<Instalment>? schedule,
        Sequence<Covenant>? covenants,
        Money? commitment,
        Findings findings)
    {
        findings.Ascending(caps, cap => cap.From, "/data/ltvCaps", "from");
        for (var i = 0; i < (caps?.Count ?? 0); i++)
        {
            if (caps![i].Cap.Value is <= 0m or > MostRatio)
            {
                findings.Between(caps[i].Cap, 0.0001m, MostRatio, Pointer.To("/data/ltvCaps", i) + "/cap");
            }
        }

        for (var i = 0; i < (covenants?.Count ?? 0); i++)
        {
            if (covenants![i].Level.Value is < 0m or > MostRatio)
            {
                findings.Between(covenants[i].Level, 0m, MostRatio, Pointer.To("/data/covenants", i) + "/level");
            }
        }

        findings.Ascending(schedule, instalment => instalment.Due, "/data/schedule", "due");
        var currency = commitment?.Currency ?? (schedule is [var first, ..] ? first.Principal.Currency : null);
        for (var i = 0; i < (schedule?.Count ?? 0); i++)
        {
            var (_, principal, interest) = schedule![i];
            if (principal.Amount < 0m || interest.Amount < 0m || principal.Currency != currency
                || interest.Currency != currency)
            {
                var at = Pointer.To("/data/schedule", i);
                Payment(principal, interest, at, findings);
                findings.OneCurrency(currency!, principal, $"{at}/principal");
            }
        }
    }

    private static void Payment(Money principal, Money interest, string pointer, Findings findings)
    {
        findings.NotNegative(principal, $"{pointer}/principal");
        findings.NotNegative(interest, $"{pointer}/interest");
        findings.OneCurrency(principal.Currency, interest, $"{pointer}/interest");
    }

    private static void Pools(Sequence<PoolId>? pools, Findings findings)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < (pools?.Count ?? 0); i++)
        {
            if (!seen.Add(pools![i].Value))
            {
                findings.Add(FilingRules.SameOnBothSides, Pointer.To("/data/pools", i), pools[i].Value);
            }
        }
    }

    private static void Case(FacilityOpened facility, Findings findings)
    {
        if (!facility.UnderwritingCase.TryGet(out var lines))
        {
            return;
        }

        for (var i = 0; i < lines.Count; i++)
        {
            var revenue = lines[i].Revenue;
            if (revenue.Amount < 0m || revenue.Currency != facility.Commitment.Currency)
            {
                var at = Pointer.To("/data/underwritingCase", i) + "/revenue";
                findings.NotNegative(revenue, at);
                findings.OneCurrency(facility.Commitment.Currency, revenue, at);
            }
        }
    }
}

using NodaTime;
using RiskMonitor.Accounts;
using RiskMonitor.Market;
using RiskMonitor.Units;
using RiskMonitor.Valuation;

namespace RiskMonitor.Filing.Checks;

/// <summary>What of prices, rates and values is impossible on its face.</summary>
internal static class PriceChecks
{
    private const int FirstVintage = 1990;
    private const int LastVintage = 2100;
    private const decimal MostReturn = 100m;

    public static void Check(PriceObserved price, Findings findings)
    {
        findings.NotNegative(price.Price, "/data/price");
        findings.Count(price.Vintage.ValueOrNull(), FirstVintage, "/data/vintage", LastVintage);
    }

    public static void Check(IndexPublished index, Findings findings)
    {
        findings.NotNegative(index.Price, "/data/price");
        findings.Count(index.Vintage.ValueOrNull(), FirstVintage, "/data/vintage", LastVintage);
        findings.Count(index.Constituents, 0, "/data/constituents");
        findings.Text(index.MethodVersion, "/data/methodVersion");
        findings.Between(index.MatchedReturn.ValueOrNull(), -1m, MostReturn, "/data/matchedReturn");
    }

    public static void Check(PriceRejected rejected, Findings findings) =>
        findings.Text(rejected.Reason, "/data/reason");

    public static void Check(FxFixed fixing, Findings findings)
    {
        findings.Differ(fixing.Base, fixing.Quote, "/data/quote");
        if (fixing.Rate.Value <= 0m)
        {
            findings.Add(
                FilingRules.RatioOutOfRange,
                "/data/rate",
                CanonicalDecimal.Write(fixing.Rate.Value),
                "A rate of exchange is above zero.");
        }
    }

    public static void Check(ChipAnnounced chip, Findings findings)
    {
        findings.Text(chip.Vendor, "/data/vendor");
        findings.Text(chip.Generation, "/data/generation");
    }

    public static void Check(AppraisalReported appraisal, Instant? time, Findings findings)
    {
        findings.NotNegative(appraisal.Value, "/data/value");
        findings.Text(appraisal.Inputs, "/data/inputs");
        if (time is { } instant && !Ask.IsWithin(instant, appraisal.ValuationDate, appraisal.ValuationDate))
        {
            findings.Add(
                FilingRules.TimeOffValuationDate, "/time", NodaTime.Text.InstantPattern.ExtendedIso.Format(instant));
        }
    }

    public static void Check(AppraisalWithdrawn withdrawn, Findings findings) =>
        findings.Text(withdrawn.Reason, "/data/reason");

    /// <summary>Earnings, interest and net debt may be negative; what is owned, bought and ordered may not.</summary>
    public static void Check(AccountsReported accounts, Findings findings)
    {
        if (accounts.Period.Length != 7 || accounts.Period[4..6] != "-Q" || accounts.Period[6] is < '1' or > '4'
            || !accounts.Period[..4].All(char.IsAsciiDigit))
        {
            findings.Add(
                FilingRules.TextMalformed, "/data/period", accounts.Period, "A quarter is written as 2025-Q3.");
        }

        findings.NotNegative(accounts.NetFixedAssets.OrNull()?.Amount, "/data/netFixedAssets/amount");
        findings.NotNegative(accounts.ConstructionInProgress.OrNull()?.Amount, "/data/constructionInProgress/amount");
        findings.NotNegative(accounts.Purchases.OrNull()?.Amount, "/data/purchases/amount");
        findings.NotNegative(accounts.Backlog.OrNull()?.Amount, "/data/backlog/amount");
        Currencies(accounts, findings);
    }

    private static void Currencies(AccountsReported accounts, Findings findings)
    {
        Currency? currency = null;
        foreach (var (figure, name) in (ReadOnlySpan<(Disclosed<AccountFigure>, string)>)
                 [
                     (accounts.Revenue, "revenue"), (accounts.AdjustedEbitda, "adjustedEbitda"),
                     (accounts.Interest, "interest"), (accounts.NetDebt, "netDebt"),
                     (accounts.NetFixedAssets, "netFixedAssets"),
                     (accounts.ConstructionInProgress, "constructionInProgress"),
                     (accounts.Purchases, "purchases"), (accounts.Backlog, "backlog"),
                 ])
        {
            if (figure.OrNull() is { } known)
            {
                currency ??= known.Amount.Currency;
                findings.OneCurrency(currency, known.Amount, $"/data/{name}/amount");
            }
        }
    }
}

using NodaTime;
using RiskMonitor.Accounts;
using RiskMonitor.Alerts;
using RiskMonitor.Policy;
using RiskMonitor.Units;
using RiskMonitor.Valuation;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>What public accounts alone say of a party without pools (tier T0; specs/indicators.md, 2).</summary>
/// <remarks>
/// D is the net debt of the quarter, LTV_B net debt over net fixed assets (leverage on book), ICR adjusted EBITDA over
/// interest, V_use and LTV_use the T0 form. V_A is not known, so the first limb of LEV-DETACH is judged alone. The
/// accounts of the newest quarter that ended by the day count until they are stale by the reporting calendar.
/// </remarks>
internal sealed class Screening(Stated<AccountsReported> accounts, LocalDate day, PolicyInForce policy)
{
    private static readonly string Attribute = "screening";

    private readonly AccountsReported data = accounts.Data;

    public long Position => accounts.Position;

    /// <summary>Null where no quarter had ended by the day.</summary>
    public static Screening? At(Knowledge knowledge, PartyId party, LocalDate day, PolicyInForce policy)
    {
        Stated<AccountsReported>? newest = null;
        foreach (var accounts in knowledge.About<AccountsReported>($"party/{party}"))
        {
            if (accounts.Data.PeriodEnd <= day && (newest is null
                || accounts.Data.PeriodEnd > newest.Data.PeriodEnd
                || (accounts.Data.PeriodEnd == newest.Data.PeriodEnd && accounts.Position > newest.Position)))
            {
                newest = accounts;
            }
        }

        return newest is null ? null : new Screening(newest, day, policy);
    }

    public Sequence<Indicator> Indicators()
    {
        var currency = Currency;
        var list = new IndicatorList().After([]);
        list.AddShare("COVERAGE_accounts", Spread.Of(Stale is null ? 1m : 0m));
        list.Add("D", currency.Value, Debt);
        list.AddShare("ICR", Ratio(Of(data.AdjustedEbitda), Of(data.Interest)));
        list.AddShare("LTV_B", Ratio(Debt, Of(data.NetFixedAssets)));
        RatioLines.Leverage(list, "LTV_use", Debt, InUse);
        RatioLines.Unsupported(list, Debt, InUse, currency);
        list.Add("V_B", currency.Value, Of(data.NetFixedAssets));
        list.Add("V_use", currency.Value, InUse);
        return list.Done();
    }

    public Reading Read()
    {
        var bounds = policy.Document.Rules.LevDetach;
        if (Doubt.First(Debt.Missing, InUse.Missing) is { } missing)
        {
            var unknown = new Verdict.Inconclusive(missing);
            return new Reading(
                DetachmentRule.Id, unknown, unknown, Severity.Medium, [], Attributes(), UnsupportedDebt: null);
        }

        var debt = new Money(Debt.Value, Currency);
        var raises = Screen(bounds.LtvUseRaise.Value);
        var stays = Screen(bounds.LtvUseClear.Value);
        var share = CollateralRatios.UnsupportedShare(debt, raises.Value.High)?.Value ?? 0m;
        return new Reading(
            DetachmentRule.Id,
            Verdict(raises.Reaches, raises.Contested),
            Verdict(
                stays.Value.Settle(value => !(Leverage.Of(debt, value) <= bounds.LtvUseClear.Value)),
                stays.Contested),
            share >= bounds.UnsupportedCritical.Value.Value ? Severity.Critical
                : share >= bounds.UnsupportedHigh.Value.Value ? Severity.High
                : Severity.Medium,
            [
                new Measure(
                    "LTV_use", "ratio", raises.LoanToValue.Favourable.Figure, raises.LoanToValue.Adverse.Figure,
                    $"raises from {bounds.LtvUseRaise.Value}; clears at {bounds.LtvUseClear.Value}"),
                new Measure("D", Currency.Value, Figure.Of(debt.Amount), Figure.Of(debt.Amount)),
            ],
            Attributes(),
            CollateralRatios.UnsupportedDebt(debt, raises.Value.Central));
    }

    public Sequence<FlipPoint> FlipPoints() => Debt.Is && InUse.Is
        ?
        [
            new FlipPoint(
                "price-decay", "ratio", Figure.Of(AccountsScreening.PriceDecay.Central),
                Screen(policy.Document.Rules.LevDetach.LtvUseRaise.Value).FlipPriceDecay is { } flip
                    ? Figure.Of(flip)
                    : null),
        ]
        : [];

    private Currency Currency => data.NetDebt.OrNull()?.Amount.Currency
        ?? data.AdjustedEbitda.OrNull()?.Amount.Currency
        ?? Currency.Usd;

    private Known Debt => Of(data.NetDebt);

    private Spread InUse => Doubt.First(Of(data.AdjustedEbitda).Missing, Debt.Missing) is { } missing
        ? Spread.Not(missing)
        : Screen(policy.Document.Rules.LevDetach.LtvUseRaise.Value).Value is var value
            ? new Spread(value.Low.Amount, value.Central.Amount, value.High.Amount, Missing: null)
            : default;

    private Reason? Stale
    {
        get
        {
            foreach (var obligation in policy.Document.Reporting)
            {
                if (obligation.Kind == ReportedKind.Accounts
                    && Period.DaysBetween(data.PeriodEnd, day) > obligation.StaleDays)
                {
                    return Reason.Stale("accounts");
                }
            }

            return null;
        }
    }

    private ScreeningResult Screen(Ratio bound) => AccountsScreening.Screen(
        data.AdjustedEbitda.Value.Amount, data.NetDebt.Value.Amount, bound);

    private Known Of(Disclosed<AccountFigure> figure) =>
        Stale is { } stale ? Known.Not(stale)
        : figure.OrNull() is { } known ? Known.Of(known.Amount.Amount)
        : Known.Not(Reason.Missing("accounts"));

    private static Spread? Ratio(Known over, Known under) =>
        Doubt.First(over.Missing, under.Missing) is { } missing ? Spread.Not(missing)
        : under.Value <= 0m ? null
        : Spread.Of(Doubt.Rounded(over.Value / under.Value));

    private static Verdict Verdict(bool? holds, Assumption? contested) => holds switch
    {
        true => Alerts.Verdict.Breach.It,
        false => Alerts.Verdict.Clear.It,
        null => new Verdict.Inconclusive(Reason.Contested((contested ?? Assumption.PriceDecay).WireName)),
    };

    private Sequence<string> Attributes()
    {
        foreach (var figure in (ReadOnlySpan<Disclosed<AccountFigure>>)[data.AdjustedEbitda, data.NetDebt])
        {
            if (figure.OrNull() is { Estimate: true })
            {
                return ["estimate", Attribute];
            }
        }

        return [Attribute];
    }
}

using NodaTime;
using RiskMonitor.Units;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>What several facilities together have at stake, from their slices of pools.</summary>
/// <remarks>
/// Made once a day for a facility, its only borrower's and its group's sake, and kept until the event that asked is
/// judged.
/// </remarks>
internal sealed class Standings(PoolBook pools)
{
    private static readonly int MostRecent = 32_768; // a month of a thousand facilities

    private readonly Dictionary<(string Loans, LocalDate Day), Standing> recent = [];
    private readonly Dictionary<string, Standing> said = new(StringComparer.Ordinal); // last of some loans
    private readonly IndicatorList list = new();
    private readonly PartyList parties = new();
    private readonly Stake stake = new();

    public void Forget() => recent.Clear();

    /// <param name="loans">At least one, by key.</param>
    public Standing Of(List<Loan> loans, LocalDate day, PolicyInForce policy)
    {
        var names = loans.Count == 1 ? loans[0].Id.Value : string.Join('\n', loans.Select(loan => loan.Id.Value));
        if (recent.TryGetValue((names, day), out var known) && ReferenceEquals(known.Policy, policy))
        {
            return known;
        }

        if (recent.Count >= MostRecent)
        {
            recent.Clear();
        }

        var last = said.GetValueOrDefault(names);
        Sum(loans, day, policy);
        var indicators = StakeIndicators.Of(stake, loans[0].Currency, list.After(last?.Indicators ?? []));
        var standing = new Standing(policy, indicators, PartiesOf(loans, day, last?.Parties ?? []));
        said[names] = standing;
        return recent[(names, day)] = standing;
    }

    private void Sum(List<Loan> loans, LocalDate day, PolicyInForce policy)
    {
        stake.Reset();
        foreach (var loan in loans)
        {
            Add(loan, loans[0].Currency, day, policy);
        }
    }

    private void Add(Loan loan, Currency currency, LocalDate day, PolicyInForce policy)
    {
        var (secured, debts, _) = pools.Securities.Split(loan, day, policy);
        for (var index = 0; index < secured.Count; index++)
        {
            var figures = pools.FiguresOf(secured[index], day, policy);
            var slice = figures is null ? -1 : IndexOf(figures, loan);
            if (slice < 0)
            {
                stake.AddUnknown(In(debts[index], loan.Currency, currency, day, policy));
                continue;
            }

            stake.Add(figures!, slice, pools.Rates.Convert(new Money(1m, figures!.Currency), currency, day, policy));
        }

        if (secured.Count == 0)
        {
            stake.AddUnknown(In(loan.OwedAt(day), loan.Currency, currency, day, policy));
        }
    }

    private Known In(decimal amount, Currency from, Currency to, LocalDate day, PolicyInForce policy) =>
        pools.Rates.Convert(new Money(amount, from), to, day, policy) is { } converted
            ? Known.Of(converted)
            : Known.Not(Doubt.Fx);

    private static int IndexOf(PoolFigures figures, Loan loan)
    {
        for (var index = 0; index < figures.Slices.Count; index++)
        {
            if (figures.Slices[index].Loan?.Id == loan.Id)
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>Lenders, borrowers and guarantors, ascending by id.</summary>
    private Sequence<PartyId> PartiesOf(List<Loan> loans, LocalDate day, Sequence<PartyId> before)
    {
        parties.Clear();
        foreach (var loan in loans)
        {
            parties.Add(loan.Opened.Lender);
            parties.Add(loan.Opened.Borrower);
            foreach (var guarantor in loan.GuarantorsAt(day))
            {
                parties.Add(guarantor);
            }
        }

        return parties.Done(before);
    }
}

/// <summary>What is said of several facilities together, whoever they are asked for.</summary>
internal sealed record Standing(PolicyInForce Policy, Sequence<Indicator> Indicators, Sequence<PartyId> Parties);

using NodaTime;
using RiskMonitor.Collateral;
using RiskMonitor.Surveillance;
using RiskMonitor.Units;
using RiskMonitor.Valuation;

namespace RiskMonitor.Tests.Demo;

/// <summary>One pool of the province as its owner, its appraiser and its inspector see it.</summary>
/// <param name="Operator">Letter of the operator, who files for the pool.</param>
/// <param name="CostPerCard">In yuan.</param>
internal sealed record Pool(
    string Name, char Operator, string Place, string Site, ChipModel Chip, int Cards, decimal CostPerCard)
{
    public PoolId Id => PoolId.Of(Name);

    public string Reporter => Reporters.Of($"operator-{Operator}");

    public PartyId OperatorParty => PartyId.Of($"operator-{Operator}");

    /// <summary>The operator itself, where no asset company stands between.</summary>
    public PartyId? AssetCompany { get; init; }

    public PartyId Owner => AssetCompany ?? OperatorParty;

    public bool HasSerials { get; init; } = true;

    public SiteId SiteId => SiteId.Of(Site);

    public Sequence<SerialCommitment> Serials => HasSerials ? Demo.Cards.Of(Name, Cards) : [];

    public static Money Cny(decimal amount) => new(Math.Round(amount, 2), Currency.Cny);

    public void Register(Archive archive, LocalDate day, LocalDate promised) => archive.File(
        Reporter, $"{Name}-registered", day,
        new PoolRegistered(
            Id, Owner, OperatorParty, Jurisdiction.Of(Place), SiteId, Disclosed.Not<string>("not-applicable"), Chip,
            Cards, Currency.Cny, Serials, Disclosed.Of(Cny(CostPerCard * Cards)),
            Disclosed.Not<FacilityId>("not-collected"), Disclosed.Of(promised)),
        "asset register");

    /// <summary>Delivered, and switched on a week later.</summary>
    public void Install(Archive archive, LocalDate delivered)
    {
        archive.File(Reporter, $"{Name}-delivered", delivered, new CardsDelivered(Id, Cards, []), "delivery note");
        archive.File(
            Reporter, $"{Name}-commissioned", delivered.PlusDays(7), new CardsCommissioned(Id, Cards),
            "acceptance protocol");
    }

    /// <summary>
    /// Bought, switched on and seen by the meter half a year before the story begins: its ramp-up is over by then.
    /// </summary>
    public void InstallBefore(Archive archive, bool counted = true)
    {
        Register(archive, new LocalDate(2023, 12, 5), new LocalDate(2023, 12, 31));
        Install(archive, new LocalDate(2023, 12, 11));
        Energy.File(archive, this, new LocalDate(2024, 1, 1), _ => 0.3m);
        if (counted)
        {
            Count(archive, new LocalDate(2024, 1, 15));
            Count(archive, new LocalDate(2025, 1, 15));
        }
    }

    public void Count(Archive archive, LocalDate day) => archive.File(
        Reporters.Inspector, FormattableString.Invariant($"{Name}-count-{day:uuuu-MM-dd}"), day,
        new CardsCounted(
            Id, SiteId, Chip, CountMethod.OnSite, Cards, 0, Parties.Inspector, InspectorIndependence.Independent),
        "field examination",
        evidence: Evidence.Measured);

    /// <summary>Yearly appraisals engaged by the lender, at the end of 2023, 2024 and 2025.</summary>
    /// <param name="perCard">In yuan, one for each year.</param>
    public void Appraise(Archive archive, PartyId lender, params ReadOnlySpan<decimal> perCard)
    {
        for (var year = 0; year < perCard.Length; year++)
        {
            Appraise(archive, lender, new LocalDate(2023 + year, 12, 20), perCard[year]);
        }
    }

    /// <param name="perCard">In yuan.</param>
    /// <param name="on">Day of the filing, where it is filed late.</param>
    public void Appraise(Archive archive, PartyId lender, LocalDate day, decimal perCard, LocalDate? on = null)
    {
        var id = FormattableString.Invariant($"{Name}-appraisal-{lender}-{day:uuuu-MM-dd}");
        archive.File(
            Reporters.Of(lender.Value), id, day,
            new AppraisalReported(
                AppraisalId.Of(id), Id, Cny(perCard * Cards), AppraisalMethod.Market, day, Parties.Appraiser, lender,
                Disclosed.Of("comparable sales and the borrower's plan")),
            "appraisal report", on);
    }
}

using NodaTime;
using RiskMonitor.Collateral;
using RiskMonitor.Lending;
using RiskMonitor.Units;

namespace RiskMonitor.Tests.Demo;

/// <summary>A facility with its schedule, its draw, its lien and its repayments as they fall due.</summary>
/// <param name="Principal">In yuan, drawn at once on <paramref name="Opened"/>.</param>
internal sealed record Loan(string Name, Pool Pool, PartyId Lender, decimal Principal, LocalDate Opened)
{
    private static readonly LocalDate LastReported = new(2025, 12, 31);

    /// <summary>Lender A is paid by the quarter, lender B by the month.</summary>
    private int MonthsBetween => Lender == Parties.LenderA ? 3 : 1;

    public int TermMonths { get; init; } = 36;

    /// <summary>The principal is due at the end and not in instalments.</summary>
    public bool IsBullet { get; init; }

    public decimal YearlyRate { get; init; } = 0.06m;

    public FacilityId Id => FacilityId.Of(Name);

    public string Reporter => Reporters.Of(Lender.Value);

    public void Open(Archive archive, decimal? commitment = null)
    {
        archive.File(
            Reporter, $"{Name}-opened", Opened,
            new FacilityOpened(
                Id, Lender, Pool.Owner, FacilityStructure.TermLoan, Recourse.Full,
                Pool.Cny(commitment ?? Principal), [Pool.Id], new Ratio(0.7m), AdvanceBase.Appraisal, [], Schedule(),
                [], Disclosed.Not<Sequence<UnderwrittenRevenue>>("not-collected")),
            "loan agreement");
    }

    /// <summary>Opened, drawn and repaid as agreed.</summary>
    public void Run(Archive archive)
    {
        Open(archive);
        Draw(archive);
        Repay(archive);
    }

    public void Draw(Archive archive) =>
        archive.File(Reporter, $"{Name}-drawn", Opened, new FacilityDrawn(Id, Pool.Cny(Principal)), "loan ledger");

    /// <summary>What falls due up to the end of the story, or to the day before the loan is refinanced.</summary>
    public void Repay(Archive archive, LocalDate? until = null)
    {
        foreach (var (due, principal, interest) in Schedule().Where(line => line.Due < (until ?? LastReported)))
        {
            var id = FormattableString.Invariant($"{Name}-repaid-{due:uuuu-MM-dd}");
            archive.File(
                Reporter, id, due, new FacilityRepaid(Id, principal, interest, RepaymentSource.Operations),
                "loan ledger");
        }
    }

    public decimal Outstanding(LocalDate day) =>
        Principal - Schedule().Where(line => line.Due < day).Sum(line => line.Principal.Amount);

    public void Guarantee(Archive archive, decimal share) => archive.File(
        Reporter, $"{Name}-guarantee", Opened,
        new GuaranteeGiven(Id, Parties.Guarantor, Pool.Cny(Principal * share), GuaranteeForm.Guarantee),
        "letter of guarantee");

    /// <summary>Enters the lien in a register.</summary>
    public void Pledge(
        Archive archive, LocalDate day, string registry, string number, LienObjects objects, int rank = 1,
        params Sequence<LienReference> paysOff) => archive.File(
            Reporters.Registry, $"lien-{registry}-{number}", day,
            new LienRegistered(
                RegistryId.Of(registry), number, (day + new LocalTime(10, 30)).WithOffset(Entry.Zone).ToInstant(),
                Lender, Pool.Owner, LienKind.Mortgage, Disclosed.Of(rank), objects, Disclosed.Of(Id),
                Pool.Cny(Principal), paysOff, Disclosed.Not<string>("not-applicable")),
            "register extract");

    private Sequence<Instalment> Schedule()
    {
        var instalments = new List<Instalment>();
        var count = TermMonths / MonthsBetween;
        var left = Principal;
        for (var number = 1; number <= count; number++)
        {
            var due = Opened.PlusMonths(number * MonthsBetween);
            var interest = left * YearlyRate * MonthsBetween / 12m;
            var principal = number == count ? left : IsBullet ? 0m : Math.Round(Principal / count, 2);
            instalments.Add(new Instalment(due, Pool.Cny(principal), Pool.Cny(interest)));
            left -= principal;
        }

        return [.. instalments];
    }
}

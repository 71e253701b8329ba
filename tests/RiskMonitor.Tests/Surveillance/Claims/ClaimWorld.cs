using System.Globalization;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using RiskMonitor.Collateral;
using RiskMonitor.Corrections;
using RiskMonitor.Lending;
using RiskMonitor.Parties;
using RiskMonitor.Policy;
using RiskMonitor.Surveillance;
using RiskMonitor.Surveillance.Claims;
using RiskMonitor.Surveillance.Pools;
using RiskMonitor.Units;
using RiskMonitor.Wire;

namespace RiskMonitor.Tests.Surveillance.Claims;

/// <summary>A small province under the default policy, told fact by fact; each fact from a noon on.</summary>
internal sealed class ClaimWorld
{
    public static readonly ChipModel Chip = ChipModel.Of("H100 SXM 80GB");

    private static readonly PolicyDocument Default = JsonSerializer.Deserialize<PolicyDocument>(
        System.IO.File.ReadAllText(Repo.Path("specs/policy/default.json")), Json.Options)!;

    private readonly Knowledge knowledge = new();
    private readonly PolicyBook policies = new();
    private long position;

    public ClaimWorld()
    {
        Groups = new Groups(knowledge, policies);
        Book = new ClaimBook(knowledge, policies, Groups);
        var adopted = Adopted();
        policies.Adopt(adopted, position++);
        Policy = policies.On(Day("2025-01-01"), adopted.Jurisdiction)!;
        Book.PolicyChanged(Policy, new Restless());
        foreach (var party in (string[])["owner", "lender-a", "lender-b", "lessor", "lessee"])
        {
            File(Day("2024-01-01"), Party(party, "lender"));
        }
    }

    public ClaimBook Book { get; }

    public Groups Groups { get; }

    public PolicyInForce Policy { get; }

    public static PolicyAdopted Adopted() => new(
        Jurisdiction.Of("CN"), "1", Default, "hash", Day("2024-01-01"), OfficerId.Of("author"),
        OfficerId.Of("approver"));

    public static LocalDate Day(string day) => LocalDatePattern.Iso.Parse(day).Value;

    public static Sequence<SerialCommitment> Serials(int from, int count) =>
        [.. Enumerable.Range(from, count).Select(Serial)];

    public static SerialCommitment Serial(int number) =>
        SerialCommitment.Of(number.ToString("x64", CultureInfo.InvariantCulture));

    public static LienReference Lien(string number) => new(RegistryId.Of("zd"), number);

    public static PartyRegistered Party(string id, string role) => new(
        PartyId.Of(id), id, [], Jurisdiction.Of("340200"),
        [Enum.Parse<PartyRole>(role, ignoreCase: true)]);

    public static PoolRegistered Pool(
        string id,
        Sequence<SerialCommitment> serials,
        int? cards = null,
        string owner = "owner",
        string site = "site-1",
        string? promised = null) => new(
        PoolId.Of(id), PartyId.Of(owner), PartyId.Of("operator"), Jurisdiction.Of("340200"), SiteId.Of(site),
        Disclosed.Not<string>("not-collected"), Chip, cards ?? serials.Count, Currency.Cny, serials,
        Disclosed.Not<Money>("not-collected"), Disclosed.Not<FacilityId>("not-applicable"),
        promised is null ? Disclosed.Not<LocalDate>("not-collected") : Disclosed.Of(Day(promised)));

    /// <summary>A mortgage of rank 1 that secures ten million, unless said otherwise.</summary>
    public static LienRegistered Registered(
        string number,
        string day,
        LienObjects objects,
        string lender = "lender-a",
        string grantor = "owner",
        LienKind kind = LienKind.Mortgage,
        int? rank = 1,
        string? agreement = null,
        string? paysOff = null,
        string? facility = null) => new(
        RegistryId.Of("zd"), number, Noon(Day(day)), PartyId.Of(lender), PartyId.Of(grantor), kind,
        rank is { } known ? Disclosed.Of(known) : Disclosed.Not<int>("not-applicable"),
        objects,
        facility is null ? Disclosed.Not<FacilityId>("not-disclosed") : Disclosed.Of(FacilityId.Of(facility)),
        new Money(10_000_000m, Currency.Cny),
        paysOff is null ? [] : [Lien(paysOff)],
        agreement is null ? Disclosed.Not<string>("not-applicable") : Disclosed.Of(agreement));

    public static LienObjects Cards(int from, int count) => new(Serials: Serials(from, count));

    public static LienObjects OnUnits(int cards, string site = "site-1") =>
        new(Units: new UnitObjects(Chip, cards, SiteId.Of(site)));

    public static LienObjects Lease(string id) => new(Claim: new ClaimObject(Lease: LeaseId.Of(id)));

    public static LienObjects Receivable(string id) => new(Claim: new ClaimObject(Receivable: ContractId.Of(id)));

    public static PoolLeased Leased(
        string pool, string lease, string lessor, string lessee, string? parent = null, string end = "2029-12-31") =>
        new(
            PoolId.Of(pool), LeaseId.Of(lease), PartyId.Of(lessor), PartyId.Of(lessee),
            parent is null ? Disclosed.Not<LeaseId>("not-applicable") : Disclosed.Of(LeaseId.Of(parent)),
            Day("2025-01-01"), Day(end));

    public static FacilityOpened Facility(string id, params string[] pools) => new(
        FacilityId.Of(id), PartyId.Of("lender-a"), PartyId.Of("owner"), FacilityStructure.TermLoan, Recourse.Full,
        new Money(10_000_000m, Currency.Cny), [.. pools.Select(PoolId.Of)], 0.7m.Ratio, AdvanceBase.Cost, [], [], [],
        Disclosed.Not<Sequence<UnderwrittenRevenue>>("not-collected"));

    public static FacilityDrawn Drawn(string id) => new(FacilityId.Of(id), new Money(5_000_000m, Currency.Cny));

    public static GuaranteeGiven Guaranteed(string id, string guarantor) => new(
        FacilityId.Of(id), PartyId.Of(guarantor), new Money(5_000_000m, Currency.Cny), GuaranteeForm.Guarantee);

    public static LienReleased Released(string number) =>
        new(RegistryId.Of("zd"), number, LienReleaseReason.PaidOff);

    public static LienRanked Ranked(string number, int? rank, string? agreement) => new(
        RegistryId.Of("zd"), number, rank is { } known ? Disclosed.Of(known) : Disclosed.Not<int>("not-applicable"),
        agreement is null ? Disclosed.Not<string>("not-applicable") : Disclosed.Of(agreement));

    public static CardsCounted Counted(string pool, int found, string site = "site-1") => new(
        PoolId.Of(pool), SiteId.Of(site), Chip, CountMethod.OnSite, found, 0, PartyId.Of("inspector"),
        InspectorIndependence.Independent);

    public Restless File(string day, object fact, string source = "urn:local:reporter") =>
        File(Day(day), fact, source);

    public Restless File(LienRegistered lien, string source = "urn:local:reporter") =>
        Apply(lien.RegisteredAt, lien, source);

    public Restless File(LocalDate day, object fact, string source = "urn:local:reporter") =>
        Apply(Noon(day), fact, source);

    /// <summary>Takes back the fact that was filed as number so and so.</summary>
    public Restless Retract(FiledId target, string stream) => Apply(
        Noon(Day("2025-12-01")), new FactRetracted(stream, target, CorrectionReason.ReporterError),
        "urn:local:reporter");

    public FiledId LastId { get; private set; } = new("urn:local:nobody", "0");

    public Restless Close(string day)
    {
        var before = policies.LastClosed(Jurisdiction.Of("CN"));
        policies.Close(new ReportingDayClosed(Jurisdiction.Of("CN"), Day(day), "CN"));
        var restless = new Restless();
        Book.DaysClosed(
            Jurisdiction.Of("CN"), before?.PlusDays(1) ?? Day("2024-01-01"), Day(day), restless);
        return restless;
    }

    public Reading Read(string rule, string subject, string day) =>
        Book.Assess(subject, Day(day), Policy)!.Readings.Single(reading => reading.Rule == rule);

    public string Dup(string first, string second, string day) =>
        Raising("COL-DUP", Pair(first, second), day);

    public string Overlap(string first, string second, string day) =>
        Raising("COL-OVERLAP", Pair(first, second), day);

    /// <summary>The verdict that may raise, or that nothing is said at all.</summary>
    public string Raising(string rule, string subject, string day) =>
        Book.Assess(subject, Day(day), Policy) is null ? "nothing" : Read(rule, subject, day).Raising.ToString()!;

    public static string Pair(string first, string second) => $"claims/zd:{first}+zd:{second}";

    /// <summary>Whether the two were ever brought together.</summary>
    public bool Met(string first, string second) => Book.JurisdictionOf(Pair(first, second)) is not null;

    private Restless Apply(Instant time, object fact, string source)
    {
        LastId = new FiledId(source, position.ToString(CultureInfo.InvariantCulture));
        var restless = new Restless();
        var changes = knowledge.Apply(new SealedFact(
            position, position, time, time, LastId, time, Evidence.Documented, fact));
        position++;
        foreach (var change in changes)
        {
            Book.Notice(change, restless);
        }

        return restless;
    }

    public static Instant Noon(LocalDate day) =>
        day.At(new LocalTime(12, 0)).InZoneLeniently(DateTimeZoneProviders.Tzdb["Asia/Shanghai"]).ToInstant();
}

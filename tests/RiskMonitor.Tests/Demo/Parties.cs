using NodaTime;
using RiskMonitor.Parties;
using RiskMonitor.Units;

namespace RiskMonitor.Tests.Demo;

/// <summary>Everybody who appears. None of them exists.</summary>
internal static class Parties
{
    public static readonly PartyId LenderA = PartyId.Of("lender-a");
    public static readonly PartyId LenderB = PartyId.Of("lender-b");
    public static readonly PartyId Guarantor = PartyId.Of("province-guarantee");
    public static readonly PartyId Appraiser = PartyId.Of("appraiser-k");
    public static readonly PartyId Inspector = PartyId.Of("inspector-i");
    public static readonly PartyId Grid = PartyId.Of("grid-supply");
    public static readonly PartyId Halls = PartyId.Of("hall-landlord");
    public static readonly PartyId Service = PartyId.Of("service-desk");
    public static readonly PartyId LeasingD = PartyId.Of("operator-d-assets");

    private static readonly LocalDate Day = new(2023, 12, 1);

    public static void File(Archive archive)
    {
        Register(archive, Reporters.LenderA, LenderA, "Synthetic Lender A, a bank", PartyRole.Lender);
        Register(archive, Reporters.LenderA, Guarantor, "Synthetic Province Guarantee Company", PartyRole.Guarantor);
        Register(archive, Reporters.LenderB, LenderB, "Synthetic Lender B, a leasing house", PartyRole.Lender);
        Register(archive, Reporters.LenderB, Appraiser, "Synthetic Appraiser K", PartyRole.Appraiser);
        Register(archive, Reporters.Inspector, Inspector, "Synthetic Inspector I", PartyRole.Inspector);
        Register(archive, Reporters.Bank, Grid, "Synthetic Grid Supply", PartyRole.Vendor);
        Register(archive, Reporters.Bank, Halls, "Synthetic Hall Landlord", PartyRole.Vendor);
        Register(archive, Reporters.Bank, Service, "Synthetic Service Desk", PartyRole.Vendor);
        foreach (var letter in "abcde")
        {
            Register(
                archive, Reporters.Of($"operator-{letter}"), PartyId.Of($"operator-{letter}"),
                $"Synthetic Operator {char.ToUpperInvariant(letter)}", PartyRole.Borrower, PartyRole.Operator);
        }

        DeclareAssetCompany(archive);
    }

    public static void Buyer(Archive archive, string reporter, PartyId buyer, string name) =>
        Register(archive, reporter, buyer, name, PartyRole.Offtaker);

    private static void DeclareAssetCompany(Archive archive)
    {
        var operatorD = Reporters.Of("operator-d");
        Register(
            archive, operatorD, LeasingD, "Synthetic Operator D Asset Company", PartyRole.Borrower, PartyRole.Lessor);
        archive.File(
            operatorD, "relation-assets", Day,
            new PartyRelationDeclared(
                PartyId.Of("operator-d"), LeasingD, PartyRelation.Control, Disclosed.Of(new Ratio(1m))),
            "company register");
    }

    private static void Register(
        Archive archive, string reporter, PartyId party, string name, params Sequence<PartyRole> roles) =>
        archive.File(
            reporter, $"party-{party}", Day,
            new PartyRegistered(
                party, name, [new PartyIdentifier(IdentifierScheme.Local, party.Value)], Jurisdiction.Of("340000"),
                roles),
            "company register");
}

using System.Net;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using RiskMonitor.Collateral;
using RiskMonitor.Corrections;
using RiskMonitor.Host.Access;
using RiskMonitor.Parties;
using RiskMonitor.Units;

namespace RiskMonitor.Host.Tests.Http;

/// <summary>
/// One card pledged first to two lenders, in a place whose first quarter of 2025 is closed: <c>COL-DUP</c> at once, for
/// a reason of its own each time.
/// </summary>
internal sealed class DoublePledge
{
    public static readonly string Source = "urn:local:test-registry";

    private static int made;

    private readonly string id = $"dp-{Interlocked.Increment(ref made)}";

    private DoublePledge(string place) => Place = place;

    public string Place { get; }

    public string Subject => $"claims/{Registry}:{id}-1+{Registry}:{id}-2";

    public string FirstLender => $"{id}-bank-a";

    private static RegistryId Registry => RegistryId.Of("test-registry");

    private SerialCommitment Serial => SerialCommitment.Of(
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id))));

    /// <summary>Files it and waits for the alert.</summary>
    /// <param name="host">A place is opened on it by the first pledge.</param>
    public static async Task<DoublePledge> FileAsync(HostFixture host, string place)
    {
        var pledge = new DoublePledge(place);
        await host.FileAsync(
            Lines.Supervisor,
            [Lines.Policy(place, new LocalDate(2025, 1, 1)), Lines.Close(place, new LocalDate(2025, 3, 31))]);
        await host.FileAsync(Source, pledge.Facts());
        await host.ReadyAsync();
        return pledge;
    }

    /// <summary>The id of its alert.</summary>
    public async Task<string> AlertAsync(HostFixture host)
    {
        using var api = host.As(Role.Auditor);
        var list = await api.ReadAsync($"/api/v1/alerts?rule=COL-DUP&subject={WebUtility.UrlEncode(Subject)}");
        return list["items"]!.AsArray().ShouldHaveSingleItem()!["id"]!.GetValue<string>();
    }

    /// <summary>The first lien ends after the alert began: the condition is over.</summary>
    public async Task ReleaseAsync(HostFixture host)
    {
        await host.FileAsync(Source, [Lines.Of(
            Source, $"{id}-release", new LocalDate(2025, 3, 25),
            new LienReleased(Registry, $"{id}-1", LienReleaseReason.PaidOff))]);
        await host.ReadyAsync();
    }

    /// <summary>The second lien is taken back: the condition never was.</summary>
    public async Task RetractAsync(HostFixture host)
    {
        await host.FileAsync(Source, [Lines.Of(
            Source, $"{id}-retraction", new LocalDate(2025, 3, 3),
            new FactRetracted(
                $"lien/{Registry}/{id}-2", new FiledId(Source, $"{id}-lien-2"), CorrectionReason.ReporterError))]);
        await host.ReadyAsync();
    }

    private IEnumerable<string> Facts()
    {
        var (owner, place) = (PartyId.Of($"{id}-owner"), Jurisdiction.Of(Place));
        var start = new LocalDate(2025, 1, 3);
        foreach (var party in new[] { $"{owner}", FirstLender, $"{id}-bank-b" })
        {
            yield return Lines.Of(
                Source, $"{party}-registered", start,
                new PartyRegistered(
                    PartyId.Of(party), party, [], place,
                    [party == owner.Value ? PartyRole.Borrower : PartyRole.Lender]));
        }

        yield return Lines.Of(
            Source, $"{id}-pool", start,
            new PoolRegistered(
                PoolId.Of($"{id}-pool"), owner, owner, place, SiteId.Of($"{id}-site"),
                Disclosed.Not<string>("not-collected"), ChipModel.Of("H800 SXM"), 1, Currency.Of("CNY"), [Serial],
                Disclosed.Not<Money>("not-disclosed"), Disclosed.Not<FacilityId>("not-applicable"),
                Disclosed.Not<LocalDate>("not-applicable")));
        yield return Lien(1, FirstLender, owner, new LocalDate(2025, 1, 10));
        yield return Lien(2, $"{id}-bank-b", owner, new LocalDate(2025, 3, 3));
    }

    private string Lien(int number, string lender, PartyId owner, LocalDate day) => Lines.Of(
        Source, $"{id}-lien-{number}", day,
        new LienRegistered(
            Registry, $"{id}-{number}", day.AtMidnight().InUtc().ToInstant() + Duration.FromHours(4),
            PartyId.Of(lender), owner, LienKind.Mortgage, Disclosed.Of(1), new LienObjects([Serial]),
            Disclosed.Not<FacilityId>("not-disclosed"), new Money(300_000m, Currency.Of("CNY")), [],
            Disclosed.Not<string>("not-applicable")));
}

using System.Text.Json;
using NodaTime;
using RiskMonitor.Collateral;
using RiskMonitor.Corrections;
using RiskMonitor.Lending;
using RiskMonitor.Offtake;
using RiskMonitor.Wire;

namespace RiskMonitor.Tests.Demo.Pools;

/// <summary>
/// p12: lender B's clerk files a second draw of 20 million where 2 million were paid out. The alert that follows is
/// withdrawn when the lender corrects itself.
/// </summary>
internal static class CorrectedPool
{
    private static readonly LocalDate Paid = new(2025, 4, 10);

    public static void Tell(Archive archive, Prices prices)
    {
        var pool = new Pool("p12", 'a', "340200", "wuhu-6", Prices.H800, 128, 230_000m);
        pool.InstallBefore(archive);
        pool.Appraise(archive, Parties.LenderB, 168_000m, 130_000m, 102_000m);
        var loan = new Loan("fac-12", pool, Parties.LenderB, 7_700_000m, new LocalDate(2024, 1, 10));
        loan.Open(archive, commitment: 30_000_000m);
        loan.Draw(archive);
        loan.Repay(archive);
        loan.Pledge(
            archive, new LocalDate(2024, 1, 9), "movables", "2024-0012", new LienObjects(Serials: pool.Serials));
        Correct(archive, loan, archive.File(
            loan.Reporter, "fac-12-drawn-second", Paid, new FacilityDrawn(loan.Id, Pool.Cny(20_000_000m)),
            "loan ledger"));
        Sale[] sales =
        [
            new("sale-12-d", "buyer-film", "Synthetic Film Effects", OfftakeKind.OnDemand, 1m, 0m, 12m),
        ];
        new Operation(archive, pool, prices, sales, _ => [0.90m])
            .Run(new LocalDate(2024, 7, 1), new LocalDate(2025, 12, 1));
    }

    private static void Correct(Archive archive, Loan loan, Entry slip)
    {
        var meant = new FacilityDrawn(loan.Id, Pool.Cny(2_000_000m));
        archive.File(
            loan.Reporter, "fac-12-drawn-second-corrected", Paid,
            new FactCorrected(
                slip.Data.Stream, slip.FiledId, new RawJson(JsonSerializer.Serialize(meant, Json.Options)),
                CorrectionReason.ReporterError),
            "payment order of the day", on: new LocalDate(2026, 1, 20));
    }
}

using System.Numerics;
using CsCheck;
using RiskMonitor.Billing;
using RiskMonitor.Filing;
using RiskMonitor.Host.Native;
using RiskMonitor.Host.Native.Focus;
using RiskMonitor.Surveillance;
using RiskMonitor.Units;

namespace RiskMonitor.Tests.Native.Bills;

/// <summary>
/// The two published examples are tables of the FOCUS specification, typed again: corrections after a closed billing
/// period, scenario 1, and commitment discounts, none used. The account and the currency, which those tables leave
/// out, are ours. https://github.com/FinOps-Open-Cost-and-Usage-Spec/FOCUS_Spec/tree/working_draft/specification/data
/// </summary>
public sealed class FocusTests
{
    private const string Header =
        "BillingAccountId,BillingCurrency,BillingPeriodStart,ChargeCategory,ChargeClass,ChargePeriodStart,"
        + "ChargePeriodEnd,BilledCost,ConsumedQuantity,ConsumedUnit,SkuId,ResourceId,InvoiceId,ChargeDescription,"
        + "CapacityReservationStatus,CommitmentDiscountStatus,PricingQuantity,PricingUnit";

    private const string January = "2023-01-01T00:00:00Z,Usage,,2023-01-01T00:00:00Z,2023-01-01T01:00:00Z";

    private static readonly Declaration Declared = Declaration.None with
    {
        Bills =
        [
            Use("c-store", "p1", new() { ["ConsumedUnit"] = ["GB"] }, cards: 0),
            Use("c-1", "p1", new() { ["BillingAccountId"] = ["acct-*"] }),
        ],
        CardsPerMachine = new Dictionary<string, int>
        {
            ["USG-123"] = 1, ["VM_LARGE"] = 8, ["VM_MEDIUM"] = 4, ["p5.48xlarge"] = 8,
        },
    };

    [Fact]
    public void A_published_correction_takes_back_what_was_wrong_and_charges_what_is_right()
    {
        const string Row = "acct-1,USD,2025-06-01T00:00:00Z,Usage,Correction,2025-05-01T00:00:00Z,2025-05-01T01:00:00Z";
        const string Rest = "Hours,USG-123,R-111,INV-20250601-20250701,Post-Invoice Correction,,,,";
        var facts = Read($"{Row},-1500,-1000,{Rest}", $"{Row},1200,800,{Rest}", $"{Row},300,200,{Rest}").Facts();

        facts.Select(fact => fact.Data).ShouldBe(
        [
            new BillIssued(
                ContractId.Of("c-1"), new(2025, 5), PoolId.Of("p1"), BillId.Of("INV-20250601-20250701"),
                CardHours.Of(1000m), Usd(1500m), PartyId.Of("user"), PartyId.Of("operator"),
                Disclosed.Not<Money>("not-collected")),
            new BillCredited(
                ContractId.Of("c-1"), new(2025, 5), PoolId.Of("p1"), BillId.Of("INV-20250601-20250701"),
                CardHours.Of(1000m), Usd(1500m), "FOCUS Usage, Correction"),
        ], ignoreOrder: true);
        facts.ShouldAllBe(fact => fact.Evidence == Evidence.Documented);
    }

    [Fact]
    public void A_published_commitment_that_is_not_used_is_billed_and_its_hours_are()
    {
        var purchase = January.Replace("Usage", "Purchase", StringComparison.Ordinal);
        var bill = Bill(
            $"acct-1,USD,{purchase},1.50,null,null,VM_LARGE,d,,,,null,,",
            $"acct-1,USD,{January},0.00,1.00,Hour,VM_LARGE,l,,,,Unused,1.00,",
            $"acct-1,USD,{January},2.00,1.00,Hour,VM_MEDIUM,m,,,,null,,");

        bill.Hours.Value.ShouldBe(12m);
        bill.Amount.ShouldBe(Usd(3.5m));
    }

    [Fact]
    public void Hours_that_were_reserved_and_not_used_are_priced_where_they_are_not_consumed() =>
        Bill($"acct-1,USD,{January},24,,,p5.48xlarge,r,INV-1,,Unused,,3,Hours").Hours.Value.ShouldBe(24m);

    [Fact]
    public void Tax_is_left_out_and_what_is_negative_is_a_credit_with_its_own_reason()
    {
        string Row(string category, string amount) =>
            $"acct-1,USD,{January.Replace("Usage", category, StringComparison.Ordinal)},{amount},,,,r,INV-1,,,,,";
        var facts = Read(Row("Tax", "9"), Row("Credit", "-2.5"), Row("Adjustment", "-0.25")).Facts();

        facts.Select(fact => (BillCredited)fact.Data).Select(credit => (credit.Reason, credit.Amount.Amount))
            .ShouldBe([("FOCUS Adjustment", 0.25m), ("FOCUS Credit", 2.5m)]);
    }

    [Fact]
    public void The_machine_is_found_in_the_details_of_the_price_and_in_the_description()
    {
        var table = NativeReading.Table(
            Header + ",SkuPriceDetails",
            $"acct-1,USD,{January},40,1,Hours,,r,INV-1,,,,,,\"{{\"\"InstanceType\"\":\"\"p5.48xlarge\"\"}}\"",
            $"acct-1,USD,{January},55.04,1,Hrs,,r,INV-1,$55.04 per On Demand Linux p5.48xlarge Instance Hour,,,,,");

        ((BillIssued)new FocusFormat().Read(Declared, table).Facts().Single().Data).Hours.Value.ShouldBe(16m);
    }

    [Fact]
    public void Storage_that_is_declared_as_no_cards_counts_as_money_without_hours()
    {
        var bill = Bill($"acct-1,USD,{January},0.00000080000,2.000000000000000,GB,,r,INV-1,,,,,");

        (bill.Contract.Value, bill.Hours.Value, bill.Amount).ShouldBe(("c-store", 0m, Usd(0.0000008m)));
    }

    [Theory]
    [InlineData("1,5", "1", "Hours", "BilledCost", "MAP-005")] // a cell too many: decimal comma
    [InlineData("NaN", "1", "Hours", "BilledCost", "MAP-005")]
    [InlineData("8", "Infinity", "Hours", "ConsumedQuantity", "MAP-005")]
    [InlineData("8", "1", "Requests", "ConsumedQuantity", "NAT-003")]
    [InlineData("8", "", "Hours", "ConsumedQuantity", "MAP-004")]
    [InlineData("98.32", "1", "GPU-Hours", "BilledCost", "NAT-004")] // a machine taken for a card
    public void What_is_wrong_is_named(string amount, string quantity, string unit, string column, string rule) =>
        Read($"acct-1,USD,{January},\"{amount}\",{quantity},{unit},p5.48xlarge,r,INV-1,,,,,").Wrong()
            .ShouldBe([(2, column, rule)]);

    [Fact]
    public void Rows_of_nobody_and_machines_that_are_not_declared_are_refused() =>
        Read(
                $"other,USD,{January},8,1,Hours,p5.48xlarge,r,INV-1,,,,,",
                $"acct-1,USD,{January},8,1,Hours,p6.48xlarge,r,INV-1,,,,,")
            .Wrong().ShouldBe([(2, "ResourceId", "NAT-002"), (3, "ConsumedQuantity", "NAT-002")]);

    [Fact]
    public void A_charge_for_a_year_is_not_one_of_a_month()
    {
        const string Row =
            "acct-1,USD,2023-01-01T00:00:00Z,Purchase,,2023-01-01T00:00:00Z,2024-01-01T00:00:00Z,90000,,,,r,INV-1,,,,,";

        Read(Row).Wrong().ShouldBe([(2, "ChargePeriodEnd", "NAT-004")]);
    }

    [Fact]
    public void The_month_is_that_of_the_declared_zone()
    {
        const string Row =
            "acct-1,USD,2023-01-31T16:00:00Z,Usage,,2023-01-31T17:00:00Z,2023-01-31T18:00:00Z,8,1,Hours,VM_LARGE,r,I-1,"
            + ",,,,";
        var shanghai = Declared with { TimeZone = "Asia/Shanghai" };
        BillIssued Of(Declaration declaration) => (BillIssued)new FocusFormat()
            .Read(declaration, NativeReading.Table(Header, Row)).Facts().Single().Data;

        Of(Declared).Period.ShouldBe(new(2023, 1));
        Of(shanghai).Period.ShouldBe(new(2023, 2));
        new FocusFormat().Read(shanghai, NativeReading.Table(
                Header, Row.Replace("17:00:00Z,2023-01-31T18", "15:00:00Z,2023-01-31T18", StringComparison.Ordinal)))
            .Wrong().ShouldBe([(2, "ChargePeriodEnd", "NAT-004")]);
    }

    [Fact]
    public void A_file_that_was_cut_off_keeps_what_came_before()
    {
        var lines = Read($"acct-1,USD,{January},8,1,Hours,p5.48xlarge,r,INV-1,,,,,", "acct-1,USD,2023-01-01T00:0");

        lines.Wrong().ShouldBe([(3, null, "MAP-002")]);
        ((BillIssued)lines.Single(line => line.Fact is not null).Fact!.Data).Hours.Value.ShouldBe(8m);
    }

    [Fact]
    public void A_line_of_a_million_columns_is_one_error()
    {
        var lines = Read(new string(',', 1_000_000));

        lines.Wrong().ShouldBe([(2, null, "MAP-002")]);
    }

    [Fact]
    public void Money_and_hours_are_conserved_exactly_and_the_order_of_rows_does_not_matter() =>
        Gen.Select(Gen.Int[-2_000_000_000, 2_000_000_000], Gen.Int[-3_000, 3_000]).List[1, 30].Sample(charges =>
        {
            string Row(int ten, int seconds) =>
                $"acct-1,USD,{January},{ten}e-10,{seconds},Seconds,USG-123,r,INV-1,,,,,";
            string[] rows = [.. charges.Select(charge => Row(charge.Item1, charge.Item2))
                .Where(row => new FocusFormat().Read(Declared, NativeReading.Table(Header, row)).Wrong().Count == 0)];
            var facts = Read(rows).Facts();
            var expected = charges
                .Where(charge => rows.Contains(Row(charge.Item1, charge.Item2)))
                .Aggregate(BigInteger.Zero, (sum, charge) => sum + charge.Item1);

            var shuffled = rows.Reverse().ToArray();
            return Units(facts) == expected
                && Read(shuffled).Facts().Select(fact => (fact.Id.Id, fact.Data))
                    .SequenceEqual(facts.Select(fact => (fact.Id.Id, fact.Data)));
        }, iter: 50);

    private static BigInteger Units(IEnumerable<FiledFact> facts) => facts.Aggregate(BigInteger.Zero, (sum, fact) =>
        sum + (BigInteger)(10_000_000_000m * fact.Data switch
        {
            BillIssued bill => bill.Amount.Amount,
            BillCredited credit => -credit.Amount.Amount,
            _ => throw new InvalidOperationException("A FOCUS file says bills and credits."),
        }));

    private static BillIssued Bill(params string[] rows) => (BillIssued)Read(rows).Facts().Single().Data;

    private static IReadOnlyList<FilingLine> Read(params string[] rows) =>
        new FocusFormat().Read(Declared, NativeReading.Table(Header, rows));

    private static Money Usd(decimal amount) => new(amount, Currency.Usd);

    private static BilledUse Use(
        string contract, string pool, Dictionary<string, Sequence<string>> when, int? cards = null) => new(
        ContractId.Of(contract), PoolId.Of(pool), PartyId.Of("user"), PartyId.Of("operator"), when, cards);
}

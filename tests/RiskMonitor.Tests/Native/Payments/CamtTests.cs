using NodaTime;
using RiskMonitor.Billing;
using RiskMonitor.Filing;
using RiskMonitor.Host.Native;
using RiskMonitor.Host.Native.Camt;
using RiskMonitor.Units;

namespace RiskMonitor.Tests.Native.Payments;

public sealed class CamtTests
{
    /// <summary>
    /// The statement of the message definition report of ISO 20022, Cash Management, typed again without the parts
    /// that are not read: three entries, of which the second is a batch without its transactions.
    /// </summary>
    private const string IsoExample =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">
          <BkToCstmrStmt>
            <GrpHdr><MsgId>AAAASESS-FP-STAT001</MsgId><CreDtTm>2010-10-18T17:00:00+01:00</CreDtTm></GrpHdr>
            <Stmt>
              <Id>AAAASESS-FP-STAT001</Id>
              <CreDtTm>2010-10-18T17:00:00+01:00</CreDtTm>
              <Acct><Id><Othr><Id>50000000054910000003</Id></Othr></Id><Ownr><Nm>FINPETROL</Nm></Ownr></Acct>
              <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="SEK">500000</Amt></Bal>
              <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="SEK">435678.50</Amt></Bal>
              <Ntry>
                <Amt Ccy="SEK">105678.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>
                <BookgDt><DtTm>2010-10-18T13:15:00+01:00</DtTm></BookgDt><ValDt><Dt>2010-10-18</Dt></ValDt>
                <AcctSvcrRef>AAAASESS-FP-CN_98765/01</AcctSvcrRef>
                <NtryDtls><TxDtls>
                  <Refs><EndToEndId>MUELL/FINP/RA12345</EndToEndId></Refs>
                  <RltdPties><Dbtr><Nm>MUELLER</Nm></Dbtr></RltdPties>
                </TxDtls></NtryDtls>
              </Ntry>
              <Ntry>
                <Amt Ccy="SEK">200000</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts>
                <BookgDt><DtTm>2010-10-18T10:15:00+01:00</DtTm></BookgDt><ValDt><Dt>2010-10-18</Dt></ValDt>
                <AcctSvcrRef>AAAASESS-FP-ACCR-01</AcctSvcrRef>
                <NtryDtls><Btch><MsgId>FINP-0055</MsgId><NbOfTxs>20</NbOfTxs></Btch></NtryDtls>
              </Ntry>
              <Ntry>
                <Amt Ccy="SEK">30000</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>
                <BookgDt><DtTm>2010-10-18T15:15:00+01:00</DtTm></BookgDt><ValDt><Dt>2010-10-18</Dt></ValDt>
                <AcctSvcrRef>AAAASESS-FP-CONF-FX</AcctSvcrRef>
              </Ntry>
            </Stmt>
          </BkToCstmrStmt>
        </Document>
        """;

    private static readonly Declaration Declared = Declaration.None with
    {
        Parties = new Dictionary<string, PartyId>
        {
            ["50000000054910000003"] = PartyId.Of("finpetrol"),
            ["MUELLER"] = PartyId.Of("mueller"),
            ["DE89370400440532013000"] = PartyId.Of("operator"),
            ["DE75512108001245126199"] = PartyId.Of("tenant"),
            ["Power Company"] = PartyId.Of("power"),
        },
        Payments =
        [
            new PaidUse(ContractId.Of("sale"), PoolId.Of("p1"), ["MUELL/FINP/RA#"], MonthsBack: 1),
            new PaidUse(ContractId.Of("sale-2"), PoolId.Of("p1"), ["*INV-EAST-{month}-#*"]),
            new PaidUse(ContractId.Of("power-1"), PoolId.Of("p1"), ["*power p1 {month}*"], PaymentPurpose.Energy),
        ],
    };

    [Fact]
    public void The_published_statement_says_one_payment_and_the_other_entries_are_named()
    {
        var lines = Read(IsoExample);

        var fact = lines.Single(line => line.Fact is not null).Fact!;
        fact.Data.ShouldBe(new PaymentReceived(
            ContractId.Of("sale"), new(2010, 9), PoolId.Of("p1"), Disclosed.Not<BillId>("not-collected"),
            new Money(105_678.5m, Currency.Of("SEK")), PartyId.Of("mueller"), PartyId.Of("finpetrol"),
            new LocalDate(2010, 10, 18), "AAAASESS-FP-CN_98765/01"));
        fact.SourceRef.ShouldBe(
            "50000000054910000003/AAAASESS-FP-CN_98765/01: \"MUELL/FINP/RA12345\" fits "
            + "\"MUELL/FINP/RA#\"");
        lines.Wrong().ShouldBe([(20, null, "NAT-002"), (26, null, "NAT-002")]);
    }

    [Theory]
    [InlineData("<AcctSvcrRef>N-7</AcctSvcrRef>", "")]
    [InlineData("", "<AcctSvcrRef>N-7</AcctSvcrRef>")] // some banks number the transaction only
    public void The_same_movement_in_a_table_is_the_same_fact(string ofEntry, string ofTransaction)
    {
        var camt = Read(
            $$"""
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt><Id>S</Id>
            <Acct><Id><IBAN>DE89 3704 0044 0532 0130 00</IBAN></Id></Acct>
            <Ntry><Amt Ccy="EUR">1200.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>
            <ValDt><Dt>2025-04-14</Dt></ValDt>{{ofEntry}}
            <NtryDtls><TxDtls><Refs>{{ofTransaction}}</Refs>
            <RltdPties><DbtrAcct><Id><IBAN>DE75512108001245126199</IBAN></Id></DbtrAcct></RltdPties>
            <RmtInf><Ustrd>Re: INV-EAST-2025-03-0017, with thanks</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
            </Stmt></BkToCstmrStmt></Document>
            """).Facts().Single();
        var table = new RiskMonitor.Host.Native.Payments.StatementFormat().Read(Declared, NativeReading.Table(
            "account,bank_reference,value_date,direction,amount,currency,counterparty_account,counterparty,reference",
            "DE89370400440532013000,N-7,2025-04-14,credit,1200.5,EUR,DE75512108001245126199,,INV-EAST-2025-03-0017"))
            .Facts().Single();

        table.Id.ShouldBe(camt.Id);
        table.CanonicalHash.ShouldBe(camt.CanonicalHash, $"{table.SourceRef} against {camt.SourceRef}");
    }

    [Theory]
    [InlineData("02", "<Sts>BOOK</Sts>", "<Dbtr><Nm>Tenant</Nm></Dbtr>")]
    [InlineData("08", "<Sts><Cd>BOOK</Cd></Sts>", "<Dbtr><Pty><Nm>Tenant</Nm></Pty></Dbtr>")]
    public void Bill_and_month_come_from_the_reference_and_the_day_is_the_value_date(
        string version, string status, string debtor)
    {
        var fact = Read(File(Entry(status: status, debtor: debtor), version)).Facts().Single();

        var payment = (PaymentReceived)fact.Data;
        payment.Bill.Value.Value.ShouldBe("INV-EAST-2025-03-0017");
        (payment.Period, payment.ValueDate).ShouldBe((new YearMonth(2025, 3), new LocalDate(2025, 4, 14)));
        (payment.Payer.Value, payment.Payee.Value, payment.Contract.Value).ShouldBe(("tenant", "operator", "sale-2"));
    }

    [Fact]
    public void A_structured_reference_counts_as_well()
    {
        const string Structured = "<Strd><RfrdDocInf><Nb>INV-EAST-202503-9</Nb></RfrdDocInf></Strd>";

        ((PaymentReceived)Read(File(Entry(reference: Structured))).Facts().Single().Data).Bill.Value.Value
            .ShouldBe("INV-EAST-202503-9");
    }

    [Fact]
    public void What_the_owner_pays_is_for_the_declared_purpose_and_what_goes_back_to_a_buyer_is_a_refund()
    {
        var paid = (PaymentMade)Read(File(Entry(
            direction: "DBIT", reference: "<Ustrd>power p1 2025年3月</Ustrd>",
            parties: "<Cdtr><Nm>Power Company</Nm></Cdtr>"))).Facts().Single().Data;
        var reversed = Read(File(Entry(
            direction: "DBIT", reversal: "<RvslInd>true</RvslInd>",
            parties: "<CdtrAcct><Id><IBAN>DE75512108001245126199</IBAN></Id></CdtrAcct>"))).Facts().Single();

        (paid.Purpose, paid.Payer.Value, paid.Payee.Value, paid.Period)
            .ShouldBe((PaymentPurpose.Energy, "operator", "power", new YearMonth(2025, 3)));
        ((PaymentMade)reversed.Data).Purpose.ShouldBe(PaymentPurpose.Refund);
        reversed.SourceRef!.ShouldEndWith(", reversal");
    }

    [Fact]
    public void Money_back_from_a_supplier_is_for_a_person_to_correct() =>
        Read(File(Entry(reference: "<Ustrd>power p1 202503</Ustrd>"))).Wrong().ShouldBe([(8, null, "NAT-004")]);

    [Fact]
    public void What_is_only_pending_is_left_out() =>
        Read(File(Entry(status: "<Sts>PDNG</Sts>"))).ShouldBeEmpty();

    [Fact]
    public void A_batch_is_its_transactions_and_they_come_to_its_amount()
    {
        string Batch(string second) => File(
            "<Ntry><Amt Ccy=\"CNY\">300.10</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>"
            + "<ValDt><Dt>2025-04-14</Dt></ValDt><AcctSvcrRef>B-1</AcctSvcrRef><NtryDtls>"
            + Part("100.05", "INV-EAST-202503-1") + Part(second, "INV-EAST-202503-2") + "</NtryDtls></Ntry>");
        var facts = Read(Batch("200.05")).Facts();

        facts.Select(fact => ((PaymentReceived)fact.Data).Amount.Amount).ShouldBe([100.05m, 200.05m]);
        facts.Select(fact => fact.Id.Id).Distinct().Count().ShouldBe(2);
        Read(Batch("200.06")).Wrong().ShouldBe([(7, "TxDtls/Amt", "NAT-004")]);

        static string Part(string amount, string reference) =>
            $"<TxDtls><AmtDtls><TxAmt><Amt Ccy=\"CNY\">{amount}</Amt></TxAmt></AmtDtls><RltdPties><DbtrAcct><Id><IBAN>"
            + $"DE75512108001245126199</IBAN></Id></DbtrAcct></RltdPties><RmtInf><Ustrd>{reference}</Ustrd></RmtInf>"
            + "</TxDtls>";
    }

    [Fact]
    public void The_same_movement_has_the_same_id_in_another_statement_and_two_alike_have_two()
    {
        var bare = Entry(number: "");
        var alone = Read(File(Entry())).Facts().Single().Id.Id;

        Read(File(Entry(number: "<AcctSvcrRef>S-0</AcctSvcrRef>") + Entry())).Facts()[1].Id.Id.ShouldBe(alone);
        Read(File(bare + bare)).Facts().Select(fact => fact.Id.Id).Distinct().Count().ShouldBe(2);
    }

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>")]
    [InlineData("<!DOCTYPE a [<!ENTITY x \"ha\"><!ENTITY y \"&x;&x;\">]>")]
    [InlineData("<!DOCTYPE a SYSTEM \"https://dtd.example/a.dtd\">")]
    public void Entities_and_types_of_documents_are_refused(string doctype)
    {
        var file = File(Entry()).Replace("<Document", doctype + "<Document", StringComparison.Ordinal);

        var error = Read(file).Single().Errors.Single();
        error.Rule.ShouldBe("NAT-005");
        error.Message.ShouldStartWith("External references are refused");
    }

    [Fact]
    public void A_tag_beyond_all_measure_is_refused_before_its_attributes_are_counted()
    {
        string Attributes(int count) => string.Concat(Enumerable.Range(0, count).Select(number => $" a{number}=\"\""));
        string With(int count) =>
            File(Entry()).Replace("<Ntry>", $"<Ntry{Attributes(count)}>", StringComparison.Ordinal);

        Read(With(1_000)).Facts().Count.ShouldBe(1);
        var error = Read(With(20_000)).Single().Errors.Single();
        error.Rule.ShouldBe("NAT-005");
        error.Message.ShouldEndWith("a tag beyond 64 KiB.");
    }

    [Fact]
    public void An_entity_that_nobody_declared_is_refused_and_what_came_before_it_stands()
    {
        var lines = Read(File(Entry() + Entry(reference: "<Ustrd>&xxe;</Ustrd>")));

        lines.Single(line => line.Fact is null).Errors.Single().Rule.ShouldBe("NAT-005");
        lines.Count(line => line.Fact is not null).ShouldBe(1);
    }

    [Fact]
    public void What_is_too_deep_or_too_long_is_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 100_000));

        Read(File($"<Ntry>{deep}")).Single().Errors.Single().Rule.ShouldBe("NAT-005");
        Read(File($"<Ntry><Amt>{new string('1', 100_000)}</Amt></Ntry>")).Single().Errors.Single().Rule
            .ShouldBe("NAT-005");
    }

    [Fact]
    public void A_file_that_was_cut_off_keeps_whole_entries_and_none_by_half()
    {
        var whole = File(Entry() + Entry(number: "<AcctSvcrRef>S-2</AcctSvcrRef>"));
        var lines = Read(whole[..whole.LastIndexOf("<RmtInf>", StringComparison.Ordinal)]);

        lines.Count(line => line.Fact is not null).ShouldBe(1);
        lines.SelectMany(line => line.Errors).Single().Rule.ShouldBe("NAT-001");
    }

    [Theory]
    [InlineData("camt.053.001.13")]
    [InlineData("pain.001.001.03")]
    public void Another_message_is_not_read(string message) =>
        Read(File(Entry()).Replace("camt.053.001.02", message, StringComparison.Ordinal)).Wrong()
            .ShouldBe([(1, null, "NAT-001")]);

    [Theory]
    [InlineData("<Amt Ccy=\"CNY\">NaN</Amt>", "Amt", "MAP-005")]
    [InlineData("<Amt Ccy=\"CNY\">-1</Amt>", "Amt", "MAP-005")]
    [InlineData("<Amt Ccy=\"CNY\">1,5</Amt>", "Amt", "MAP-005")]
    [InlineData("<Amt>1</Amt>", "Amt/@Ccy", "SYN-017")]
    public void An_amount_is_a_decimal_with_its_currency(string amount, string column, string rule) =>
        Read(File(Entry(amount: amount))).Wrong().ShouldBe([(8, column, rule)]);

    [Theory]
    [InlineData("0000-00-00")]
    [InlineData("2025-02-30")]
    [InlineData("2300-01-01")]
    public void A_value_date_that_cannot_be_read_is_named_and_the_booking_date_is_no_second_guess(string date) =>
        Read(File(Entry().Replace("2025-04-14", date, StringComparison.Ordinal))).Wrong()
            .ShouldBe([(8, "ValDt", "MAP-007")]);

    private static string Entry(
        string amount = "<Amt Ccy=\"CNY\">100</Amt>",
        string direction = "CRDT",
        string status = "<Sts>BOOK</Sts>",
        string reversal = "",
        string number = "<AcctSvcrRef>S-1</AcctSvcrRef>",
        string debtor = "<Dbtr><Nm>Tenant</Nm></Dbtr>",
        string? parties = null,
        string reference = "<Ustrd>rent, INV-EAST-2025-03-0017 thank you</Ustrd>") =>
        $"""

          <Ntry>
            {amount}<CdtDbtInd>{direction}</CdtDbtInd>{reversal}{status}
            <BookgDt><Dt>2025-04-12</Dt></BookgDt><ValDt><Dt>2025-04-14</Dt></ValDt>{number}
            <NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>
              <RltdPties>{parties
                  ?? debtor + "<DbtrAcct><Id><IBAN>DE75512108001245126199</IBAN></Id></DbtrAcct>"}</RltdPties>
              <RmtInf>{reference}</RmtInf>
            </TxDtls></NtryDtls>
          </Ntry>
        """;

    private static string File(string entries, string version = "02") =>
        $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}">
          <BkToCstmrStmt><GrpHdr><MsgId>M-1</MsgId></GrpHdr>
            <Stmt>
              <Id>ST-1</Id>
              <Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>CNY</Ccy></Acct>
              {entries}
            </Stmt>
          </BkToCstmrStmt>
        </Document>
        """;

    private static IReadOnlyList<FilingLine> Read(string file) => new CamtFormat().Read(Declared, file);
}

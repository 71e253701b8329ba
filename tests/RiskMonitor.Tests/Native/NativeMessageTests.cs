using RiskMonitor.Filing;
using RiskMonitor.Host.Native;
using RiskMonitor.Host.Native.Alibaba;
using RiskMonitor.Host.Native.Camt;
using RiskMonitor.Host.Native.Huawei;
using RiskMonitor.Host.Native.Inspection;

namespace RiskMonitor.Tests.Native;

/// <summary>What a reporter is told who has a vendor's file and no mapping.</summary>
public sealed class NativeMessageTests
{
    private const string Inspected = "date,pool,site,chip,method,found,missing,inspector,independence";

    [Fact]
    public void No_rule_of_the_forms_of_tables_speaks_of_a_mapping_alone() =>
        FilingRules.All.Where(rule => rule.Text.Contains("mapping", StringComparison.Ordinal))
            .ShouldAllBe(rule => rule.Text.Contains("the mapping or the format", StringComparison.Ordinal));

    [Fact]
    public void An_empty_cell_is_one_error()
    {
        var errors = Errors(new InspectionFormat(), Declaration.None, NativeReading.Table(Inspected, ",,,,,,,,"));

        errors.Select(error => error.Column).ShouldBe(Inspected.Split(','), ignoreOrder: true);
        errors.ShouldAllBe(error => error.Rule == "MAP-004");
    }

    [Fact]
    public void A_word_of_a_list_is_refused_with_the_list() =>
        Errors(
                new InspectionFormat(), Declaration.None,
                NativeReading.Table(Inspected, "2025-01-01,p,cn/a,h100,x,1,0,i,y"))
            .Where(error => error.Rule == "MAP-008").ShouldAllBe(error =>
                error.Message.StartsWith("It is one of: ", StringComparison.Ordinal));

    [Fact]
    public void What_is_not_declared_says_where_to_declare_it_and_every_other_error_of_the_row_is_named()
    {
        var alibaba = Errors(
            new AlibabaFormat(), Declaration.None,
            """
            {"Data":{"Items":[{"InstanceID":"i-1","BillingCycle":"2025","PretaxAmount":"x","Currency":"",
            "BillAccountID":"a","ServicePeriod":"1","ServicePeriodUnit":"Month"}]}}
            """);
        alibaba.Select(error => (error.Column, error.Rule)).ShouldBe(
            [("InstanceID", "NAT-002"), ("BillingCycle", "MAP-007"), ("PretaxAmount", "MAP-005"),
                ("Currency", "MAP-004")],
            ignoreOrder: true);
        alibaba.Single(error => error.Rule == "NAT-002").Message.ShouldContain("--declare");

        Errors(
            new HuaweiFormat(), Declaration.None,
            """
            {"fee_records":[{"resource_id":"r-1","measure_id":"3","bill_date":"soon","currency":"CNY","amount":"1",
            "customer_id":"c","bill_type":""}]}
            """)
            .Select(error => (error.Column, error.Rule)).ShouldBe(
                [("resource_id", "NAT-002"), ("measure_id", "NAT-003"), ("bill_date", "MAP-007"),
                    ("bill_type", "MAP-004")],
                ignoreOrder: true);
    }

    [Theory]
    [InlineData("1900-01-01")]
    [InlineData("2200-01-01")]
    public void A_day_out_of_reach_is_told_how_far_reach_goes(string day)
    {
        var error = Errors(
            new InspectionFormat(), Declaration.None,
            NativeReading.Table(Inspected, day + ",p,s,h100,on-site,1,0,i,independent")).Single();

        (error.Rule, error.Column).ShouldBe(("NAT-008", "date"));
        error.Message.ShouldContain("1970 to 2199");
    }

    [Fact]
    public void A_statement_that_was_cut_off_says_its_place_once()
    {
        var error = Errors(
            new CamtFormat(), Declaration.None,
            "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\">\n<BkToCstmrStmt>\n<Stmt>").Single();

        (error.Line, error.Rule).ShouldBe((3, "NAT-001"));
        error.Message.ShouldNotContain("position");
        error.Message.ShouldNotContain("Line 3");
    }

    private static List<FilingError> Errors(INativeFormat format, Declaration declaration, string file) =>
        [.. format.Read(declaration, file).SelectMany(line => line.Errors)];
}

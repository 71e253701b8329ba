using CsCheck;
using Parquet;
using Parquet.Schema;
using RiskMonitor.Billing;
using RiskMonitor.Filing;
using RiskMonitor.Host.Native;
using RiskMonitor.Host.Native.AwsCur;

namespace RiskMonitor.Tests.Native.Bills;

/// <summary>The same report as a table in Parquet, which the library writes here as AWS types its columns.</summary>
public sealed class AwsParquetTests
{
    private static readonly DateTime March = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly Declaration Declared = Declaration.None with
    {
        Bills =
        [
            new BilledUse(
                ContractId.Of("c-1"), PoolId.Of("p1"), PartyId.Of("user"), PartyId.Of("operator"),
                new Dictionary<string, Sequence<string>> { ["line_item_usage_account_id"] = ["2222"] }),
        ],
        CardsPerMachine = new Dictionary<string, int> { ["p5.48xlarge"] = 8 },
    };

    [Fact]
    public async Task Rows_in_several_groups_are_summed_as_those_of_a_table()
    {
        var facts = Read(await FileAsync(["2222", "2222"], [98.32, 98.32])).Facts();

        var bill = facts.Select(fact => fact.Data).OfType<BillIssued>().Single();
        (bill.Hours.Value, bill.Amount.Amount, bill.Bill.Value).ShouldBe((32m, 393.28m, "INV-9"));
    }

    [Fact]
    public async Task A_row_that_is_wrong_is_named_by_its_number() =>
        Read(await FileAsync(["2222", "9999"], [double.NaN, 1])).Wrong().ShouldBe(
        [
            (1, "line_item_unblended_cost", "MAP-005"), (2, "line_item_usage_type", "NAT-002"),
            (3, "line_item_unblended_cost", "MAP-005"), (4, "line_item_usage_type", "NAT-002"),
        ]);

    [Fact]
    public async Task A_file_that_was_cut_off_or_lacks_a_column_is_refused()
    {
        var file = await FileAsync(["2222"], [98.32]);

        Read(file[..^20]).Wrong().ShouldBe([(1, null, "NAT-001")]);
        Read(await FileAsync(["2222"], [98.32], without: "bill_invoice_id")).Wrong()
            .ShouldBe([(1, "bill_invoice_id", "MAP-001")]);
    }

    [Fact]
    public async Task A_page_that_promises_more_than_any_holds_is_refused_before_room_is_made_for_it()
    {
        var file = await FileAsync(["2222"], [98.32]);
        file[..4].ShouldBe("PAR1"u8.ToArray());
        (file[4], file[6]).ShouldBe(((byte)0x15, (byte)0x15)); // type and unpacked size, each a number of field + 1
        var size = 7;
        while (file[size] >= 0x80)
        {
            size++;
        }

        byte[] twoGibibytes = [0xFE, 0xFF, 0xFF, 0xFF, 0x0F];
        byte[] forged = [.. file[..7], .. twoGibibytes, .. file[(size + 1)..]];

        var error = Read(forged).Single().Errors.Single();
        error.Rule.ShouldBe("NAT-005");
        error.Message.ShouldEndWith("promises more than 64 MiB.");
    }

    [Fact]
    public async Task A_changed_file_ends_in_facts_and_errors()
    {
        var file = await FileAsync(["2222"], [98.32]);

        Gen.Select(Gen.Int[4, file.Length - 1], Gen.Int[0, 255]).Array[1, 4].Sample(changes =>
        {
            var changed = file.ToArray();
            foreach (var (at, value) in changes)
            {
                changed[at] = (byte)value;
            }

            Read(changed).ShouldAllBe(line => line.Fact != null || line.Errors.Count > 0);
        }, iter: 100);
    }

    private static IReadOnlyList<FilingLine> Read(byte[] file) => new AwsCurFormat().Read(Declared, file);

    /// <summary>Two groups, each of these rows.</summary>
    private static async Task<byte[]> FileAsync(string[] accounts, double[] costs, string? without = null)
    {
        string[] texts =
        [
            "bill_payer_account_id", "bill_invoice_id", "line_item_line_item_type", "line_item_usage_type",
            "line_item_currency_code", "pricing_unit", "line_item_usage_account_id",
        ];
        string[] times =
            ["bill_billing_period_start_date", "line_item_usage_start_date", "line_item_usage_end_date"];
        string[] numbers = ["line_item_usage_amount", "line_item_unblended_cost"];
        var schema = new ParquetSchema(
        [
            .. texts.Where(name => name != without).Select(name => new DataField<string>(name, nullable: true)),
            .. times.Select(name => new DataField<DateTime>(name, nullable: false)),
            .. numbers.Select(name => new DataField<double>(name, nullable: true)),
        ]);
        using var file = new MemoryStream();
        await using (var writer = await ParquetWriter.CreateAsync(schema, file))
        {
            for (var group = 0; group < 2; group++)
            {
                using var rows = writer.CreateRowGroup();
                foreach (var field in schema.DataFields)
                {
                    var name = field.Path.ToString();
                    if (times.Contains(name))
                    {
                        var time = name == "line_item_usage_end_date" ? March.AddHours(1) : March;
                        await rows.WriteAsync<DateTime>(field, Enumerable.Repeat(time, accounts.Length).ToArray());
                    }
                    else if (numbers.Contains(name))
                    {
                        var isAmount = name == "line_item_usage_amount";
                        double?[] values = [.. costs.Select(cost => isAmount ? 1 : (double?)cost)];
                        await rows.WriteAsync<double>(field, values);
                    }
                    else
                    {
                        await rows.WriteAsync(field, accounts.Select(account => Text(name, account)).ToArray());
                    }
                }
            }
        }

        return file.ToArray();
    }

    private static string Text(string name, string account) => name switch
    {
        "bill_payer_account_id" => "1111",
        "bill_invoice_id" => "INV-9",
        "line_item_line_item_type" => "Usage",
        "line_item_usage_type" => "BoxUsage:p5.48xlarge",
        "line_item_currency_code" => "USD",
        "pricing_unit" => "Hrs",
        _ => account,
    };
}

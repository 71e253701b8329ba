using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using NodaTime;
using RiskMonitor.Host.Access;
using RiskMonitor.Host.Tests.Http;
using static System.FormattableString;

namespace RiskMonitor.Host.Tests.Province;

/// <summary>
/// A small economy whose truth is known, told by the files of its vendors alone: ladder, kinds of use and unified hours
/// come out as they were, three deceits are named with their evidence, and the pool that is reserved and idle is not.
/// </summary>
public sealed class NativeProvinceTests(HostFixture host) : IClassFixture<HostFixture>
{
    private const string UseSource = "urn:local:collector";
    private const string BillSource = "urn:local:bills";
    private const string BankSource = "urn:local:bank";

    private static readonly string[] Before49 =
        ["DCGM_FI_PROF_GR_ENGINE_ACTIVE", "DCGM_FI_PROF_SM_ACTIVE", "DCGM_FI_PROF_PIPE_TENSOR_ACTIVE"];

    private static readonly string[] From49 =
        ["DCGM_FI_PROF_GR_ENGINE_UTIL_RATIO", "DCGM_FI_PROF_SM_UTIL_RATIO", "DCGM_FI_PROF_TENSOR_UTIL_RATIO"];

    /// <summary>Decode, of specs/unified-hours.md: hours of one H100 in an hour of the chip, at the centre.</summary>
    private static readonly Dictionary<string, decimal> Decode = new(StringComparer.Ordinal)
    {
        ["H100 SXM 80GB"] = 1m, ["H800 SXM"] = 1m, ["H20 96GB"] = 0.874m, ["Ascend 910C"] = 0.756m,
        ["A100 SXM 80GB"] = 0.497m, ["H200 SXM"] = 1.358m,
    };

    [Fact]
    public async Task Files_of_many_vendors_tell_the_truth_of_a_province_and_find_its_three_deceits()
    {
        var pools = TruePool.Economy("province-1");
        await FileAsync(pools);
        using var api = host.As(Role.Regulator);
        var told = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        foreach (var pool in pools)
        {
            told[pool.Id] = await api.ReadAsync($"/api/v1/pools/{pool.Id}/use?validAt=2025-06-30");
        }

        pools.Select(pool => $"{pool.Id}: {Rungs(told[pool.Id])}").ShouldBe(pools.Select(TrueRungs));
        pools.Select(pool => $"{pool.Id}: {Kinds(told[pool.Id])}").ShouldBe(pools.Select(TrueKinds));
        foreach (var pool in pools)
        {
            UnifiedIsTrue(pool, told[pool.Id]);
        }

        Because(told["p3"], "wash-paper").ShouldBe(
        [
            "paid by an end user, and the money stayed", "billed far more than was active",
            "no energy for what was billed",
        ]);
        Because(told["p2"], "wash-burn").ShouldBe(
            ["paid, and the money came back", "the load is flat and keeps tensor pipes busy"]);
        Trips(told["p2"]).Single().ShouldBe("tenant-p2 owner-p2 0.93: owner-p2 tenant-p2");
        Trips(told["p5"]).Single().ShouldBe(
            "tenant-p5 owner-p5 0.925: owner-p5 fund, fund agent, agent studio, studio tenant-p5");
        foreach (var honest in (string[])["p1", "p4", "p6"])
        {
            Trips(told[honest]).ShouldBeEmpty();
        }

        var tokens = told["p1"]["kinds"]!["signals"]!.AsArray().Single(one => $"{one!["name"]}" == "joules-per-token")!;
        ($"{tokens["holds"]}", $"{tokens["of"]}").ShouldBe(("0", "30"), "energy that tokens need");
    }

    private async Task FileAsync(IReadOnlyList<TruePool> pools)
    {
        await host.FileAsync(Lines.Supervisor, [Lines.Policy("CN", new LocalDate(2025, 5, 1))]);
        foreach (var pool in pools)
        {
            await host.FileAsync("urn:local:registry", BaseFacts.Of(pool, "urn:local:registry"));
        }

        NativeFile[] samples =
        [
            UseFiles.Dcgm(pools[0], "4.8.0", Before49), UseFiles.Dcgm(pools[1], "4.9.0", From49),
            UseFiles.NvidiaSmi(pools[2]), UseFiles.NpuExporter(pools[3]),
        ];
        NativeFile[] bills =
        [
            BillFiles.Focus(pools[0]), BillFiles.Lessor(pools[1], pools[5]),
            BillFiles.Alibaba(pools[2], isFinal: false),
            BillFiles.Alibaba(pools[2], isFinal: true), BillFiles.Huawei(pools[3]), BillFiles.Tencent(pools[4]),
        ];
        TruePool[] byMessage = [pools[0], pools[1], pools[4]];
        TruePool[] byTable = [pools[2], pools[3], pools[5]];
        NativeFile[] money =
        [
            MoneyFiles.Camt(
                byMessage, byMessage.SelectMany(MoneyFiles.Paid).Concat(MoneyFiles.Returns(pools[1], pools[4]))),
            MoneyFiles.Statement(byTable, byTable.SelectMany(MoneyFiles.Paid)),
        ];
        NativeFile[] readings =
        [
            ReadingFiles.Meter(pools.Where(pool => pool.Watts is not null)), ReadingFiles.Gateway(pools[0]),
            ReadingFiles.Inspection(pools), UseFiles.Sacct(pools[4], pools[5]),
        ];
        foreach (var file in samples)
        {
            await SendAsync(file, "/api/v1/telemetry", UseSource);
        }

        foreach (var file in bills)
        {
            await SendAsync(file, "/api/v1/filings", BillSource);
        }

        foreach (var file in money)
        {
            await SendAsync(file, "/api/v1/filings?covers=payment:2025-05-01..2025-09-20", BankSource);
        }

        foreach (var file in readings)
        {
            await SendAsync(file, "/api/v1/filings", UseSource);
        }

        await host.FileAsync(Lines.Supervisor, [Lines.Close("CN", new LocalDate(2025, 8, 31))]);
        await host.ReadyAsync();
    }

    private Task SendAsync(NativeFile file, string path, string source) =>
        host.SendAsync(source, path, file.Format, file.Declaration, Encoding.UTF8.GetBytes(file.Text));

    private static string TrueRungs(TruePool pool)
    {
        (string Symbol, decimal? Hours)[] rungs =
        [
            ("X", (pool.Cards - pool.Missing) * 720m), ("H", pool.Whole), ("K", pool.Whole * pool.Share),
            ("A", pool.HeldInJune), ("C", pool.Active), ("S", pool.RunInJune * pool.Sm),
            ("T", pool.RunInJune * pool.Tensor), ("B", pool.Billed), ("P", pool.Billed),
            ("U", pool.Id == "p2" ? 0m : pool.Active), // the rules see what comes straight back, and no ring
        ];
        return $"{pool.Id}: " + string.Join(
            ", ", rungs.Select(rung => Invariant($"{rung.Symbol} {rung.Hours:0.######}").TrimEnd()));
    }

    private static string Rungs(JsonNode told) => string.Join(
        ", ", told["ladder"]!["rungs"]!.AsArray().Select(rung => $"{rung!["symbol"]} {rung["central"]}".TrimEnd()));

    private static string TrueKinds(TruePool pool)
    {
        var (active, billed, unsold) = (pool.Active, pool.Billed, pool.Whole - pool.Billed);
        return $"{pool.Id}: " + pool.Id switch
        {
            // Cards that somebody has by the hour and lets wait a quarter of it: neither reserved nor on paper.
            "p1" => Invariant($"commercial {active:0.##}, idle-unsold {unsold}, undetermined {billed - active:0.##}"),
            "p2" => Invariant($"idle-unsold {unsold}, wash-burn {active:0.##}, undetermined 0"),
            "p3" => Invariant(
                $"commercial {active:0.##}, idle-unsold {unsold}, wash-paper {billed - active:0.##}, undetermined 0"),
            "p4" => Invariant(
                $"commercial {active:0.##}, idle-reserved {billed - active:0.##}, idle-unsold {unsold}, ")
                + "undetermined 0",
            "p5" => Invariant(
                $"idle-unsold {unsold}, wash-burn {active:0.##}, wash-paper {billed - active:0.##}, undetermined 0"),
            _ => Invariant(
                $"commercial {active:0.##}, idle-unsold {unsold - 720m}, phantom 720, undetermined 0"),
        };
    }

    /// <summary>To a thousandth of an hour: each day is split at six places.</summary>
    private static string Kinds(JsonNode told) => string.Join(
        ", ",
        told["kinds"]!["kinds"]!.AsArray().Where(kind => $"{kind!["hours"]}" != "0")
            .Select(kind => Invariant($"{kind!["kind"]} {Hours(kind["hours"]!):0.###}"))
            .Append(Invariant($"undetermined {Hours(told["kinds"]!["undetermined"]!):0.###}")));

    /// <summary>To half of the last of the three places of a factor.</summary>
    private static void UnifiedIsTrue(TruePool pool, JsonNode told)
    {
        var unified = told["kinds"]!["unified"]!.AsArray().ToDictionary(one => $"{one!["class"]}", one => one!);
        Hours(unified["decode"]["active"]!).ShouldBe(pool.Active);
        Hours(unified["decode"]["unifiedActive"]!["central"]!)
            .ShouldBe(pool.Active * Decode[pool.Chip], pool.Active * 0.0005m);
        Hours(unified["training"]["unifiedActive"]!["low"]!).ShouldBe(0m, "nobody says how cards are linked");
    }

    private static decimal Hours(JsonNode hours) => decimal.Parse($"{hours}", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Because(JsonNode told, string kind) => told["kinds"]!["lines"]!.AsArray()
        .Single(line => $"{line!["kind"]}" == kind)!["because"]!.AsArray().Select(word => $"{word}");

    private static IEnumerable<string> Trips(JsonNode told) => told["kinds"]!["roundTrips"]!.AsArray().Select(trip =>
        $"{trip!["payer"]} {trip["payee"]} {trip["returned"]}: " + string.Join(
            ", ", trip["paths"]!.AsArray().SelectMany(path => path!["steps"]!.AsArray())
                .Select(step => $"{step!["payer"]} {step["payee"]}")));
}

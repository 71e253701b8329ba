using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using RiskMonitor.Host.Access;
using RiskMonitor.Host.Tests.Http;
using RiskMonitor.Ledger;
using RiskMonitor.Verifier;

namespace RiskMonitor.Host.Tests.Filing;

[Collection(SharedProvince.Name)]
public sealed class ReceiptTests(ProvinceFixture host)
{
    private readonly string source = $"urn:local:test-{Guid.NewGuid():N}";

    [Fact]
    public async Task A_receipt_says_what_was_filed_and_when_it_was_sealed()
    {
        using var api = host.As(Role.Reporter, source: source);
        var lines = string.Concat(Lines.Fixings(source, "kept", 3).Select(line => $"{line}\n"));
        var filing = $"{(await api.FileAsync(lines, "?name=march.ndjson&covers=payment:2025-03-01..2025-03-31"))
            .Json["filing"]}";

        var receipt = await SignedAsync(api, filing);

        var accepted = receipt["accepted"]!;
        accepted["name"]!.GetValue<string>().ShouldBe("march.ndjson");
        accepted["sha256"]!.GetValue<string>()
            .ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines))));
        accepted["accepted"]!.GetValue<int>().ShouldBe(3);
        accepted["first"]!.GetValue<string>().ShouldBe("kept-0");
        accepted["last"]!.GetValue<string>().ShouldBe("kept-2");
        accepted["covers"]!.ToJsonString().ShouldBe("""{"kind":"payment","from":"2025-03-01","to":"2025-03-31"}""");
        receipt["sealedAt"].ShouldNotBeNull();
    }

    [Fact]
    public async Task What_the_receipt_is_signed_under_contains_it()
    {
        using var api = host.As(Role.Reporter, source: source);
        var filing = $"{(await api.FileAsync(Lines.Fixing(source, "a"))).Json["filing"]}";
        var receipt = await SignedAsync(api, filing);
        var (note, position) = ($"{receipt["checkpoint"]}", receipt["position"]!.GetValue<long>());
        var size = Checkpoint.Parse(SignedNote.Parse(note).Text).Size;
        size.ShouldBeGreaterThan(position);

        using var auditor = host.As(Role.Auditor);
        var leaves = (await auditor.GetAsync($"/api/v1/events?from=0&to={size - 1}")).Text;
        var key = NoteKey.Parse((await auditor.GetAsync("/api/v1/log/key")).Text.Trim());
        var result = LedgerVerifier.Verify(
            new VerificationInput(new MemoryStream(Encoding.UTF8.GetBytes(leaves)), note, key));

        result.Outcome.ShouldBe(VerificationOutcome.Verified, result.Message);
        result.Leaves.ShouldBe(size);
        var leaf = JsonNode.Parse(leaves.Split('\n')[position])!;
        leaf["type"]!.GetValue<string>().ShouldBe("filing-accepted.v1");
        leaf["data"]!["filing"]!.GetValue<string>().ShouldBe(filing);
        leaf["data"]!["source"]!.GetValue<string>().ShouldBe(source);
    }

    [Fact]
    public async Task A_receipt_is_for_who_filed()
    {
        using var api = host.As(Role.Reporter, source: source);
        var filing = $"{(await api.FileAsync(Lines.Fixing(source, "a"))).Json["filing"]}";

        using var other = host.As(Role.Reporter, source: "urn:local:lender-a");
        (await other.GetAsync($"/api/v1/filings/{filing}")).ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
    }

    private static async Task<JsonNode> SignedAsync(ApiClient api, string filing)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        for (; ; )
        {
            var receipt = await api.ReadAsync($"/api/v1/filings/{filing}");
            if (receipt["checkpoint"] is not null)
                return receipt;
            await Task.Delay(50, patience.Token);
        }
    }
}

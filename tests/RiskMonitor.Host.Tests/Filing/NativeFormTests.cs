using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using RiskMonitor.Host.Access;
using RiskMonitor.Host.Tests.Http;

namespace RiskMonitor.Host.Tests.Filing;

[Collection(SharedProvince.Name)]
public sealed class NativeFormTests(ProvinceFixture host)
{
    private const string Source = "urn:local:native-inspector";
    private const string Inspection = "application/vnd.riskmonitor.inspection";
    private const string Header = "date,pool,site,chip,method,found,missing,inspector,independence\n";
    private const string Row = "2026-03-31,native-1,site-9,H800 SXM,on-site,8,0,inspector-9,independent\n";

    [Fact]
    public async Task A_native_file_is_filed_by_its_content_type_and_filing_it_twice_changes_nothing()
    {
        var file = Header + Row;
        var first = await SendAsync(Form(file, declaration: """{"name":"a","timeZone":"Asia/Shanghai"}"""));
        var second = await SendAsync(Form(file, declaration: """{"name":"a","timeZone":"Asia/Shanghai"}"""));

        (first.Status, second.Status).ShouldBe((HttpStatusCode.OK, HttpStatusCode.OK), first.Text);
        JsonNode.Parse(first.Text)!["accepted"]!.GetValue<int>().ShouldBe(1);
        JsonNode.Parse(second.Text)!["duplicate"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task A_wrong_row_is_named_by_its_column_and_nothing_is_taken()
    {
        var answer = await SendAsync(Form(Header + Row.Replace("on-site", "somehow", StringComparison.Ordinal)));

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var error = JsonNode.Parse(answer.Text)!["errors"]!.AsArray().Single()!;
        ($"{error["line"]}", $"{error["column"]}", $"{error["rule"]}").ShouldBe(("2", "method", "MAP-008"));
    }

    [Fact]
    public async Task What_is_no_such_form_is_refused_in_words()
    {
        var unknown = await SendAsync(Form(Header + Row, "application/vnd.riskmonitor.fax"));
        unknown.Status.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        unknown.Text.ShouldContain("inspection");

        var undeclared = await SendAsync(Form(Header + Row, declaration: """{"name":"a","timeZone":"Mars"}"""));
        undeclared.Status.ShouldBe(HttpStatusCode.BadRequest);
        undeclared.Text.ShouldContain("IANA");

        using var wordless = new MultipartFormDataContent { { new StringContent("x"), "picture" } };
        var strange = await SendAsync(wordless);
        strange.Status.ShouldBe(HttpStatusCode.BadRequest);
        strange.Text.ShouldContain("declaration");
    }

    [Theory]
    [InlineData("declaration", "application/json", "{}")]
    [InlineData("file", Inspection, Header)]
    public async Task A_form_that_is_cut_off_is_refused_and_is_no_defect(string part, string type, string content)
    {
        var text = $"--x\r\nContent-Disposition: form-data; name=\"{part}\"\r\nContent-Type: {type}\r\n\r\n{content}";
        using var cut = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        cut.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");

        var answer = await SendAsync(cut);

        answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Text);
        answer.Text.ShouldContain("ends before");
    }

    [Fact]
    public async Task What_follows_the_file_is_not_passed_over_in_silence()
    {
        using var form = Form(Header + Row);
        form.Add(new StringContent("""{"name":"a","timeZone":"UTC"}"""), "declaration");

        var answer = await SendAsync(form);

        answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Text);
    }

    [Fact]
    public async Task Parameters_of_a_content_type_and_the_size_of_a_declaration_are_named()
    {
        using var form = Form(Header + Row);
        form.First().Headers.ContentType = MediaTypeHeaderValue.Parse($"{Inspection}; version=2");
        var parameter = await SendAsync(form);
        parameter.Status.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        parameter.Text.ShouldContain("version=2");

        var large = await SendAsync(Form(Header + Row, declaration: new string(' ', 2 * 1024 * 1024)));
        large.Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        large.Text.ShouldContain("at most 1 MiB");
        large.Text.ShouldNotContain("64");
    }

    private static MultipartFormDataContent Form(
        string file, string contentType = Inspection, string? declaration = null)
    {
        var form = new MultipartFormDataContent();
        if (declaration is not null)
        {
            form.Add(new StringContent(declaration), "declaration");
        }

        var part = new ByteArrayContent(Encoding.UTF8.GetBytes(file));
        part.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        form.Add(part, "file", "inspection.csv");
        return form;
    }

    private async Task<(HttpStatusCode Status, string Text)> SendAsync(HttpContent form)
    {
        using var http = new HttpClient { BaseAddress = new Uri(host.App.Urls.First()) };
        var token = host.Issuer.Issue(
            new TokenRequest("filer", [Role.Reporter], ["*"], null, Source), TimeProvider.System.GetUtcNow(),
            TimeSpan.FromHours(1));
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.PostAsync(new Uri("/api/v1/filings", UriKind.Relative), form);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}

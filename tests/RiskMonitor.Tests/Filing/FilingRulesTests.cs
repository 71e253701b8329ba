using System.Text;
using RiskMonitor.Filing;

namespace RiskMonitor.Tests.Filing;

public sealed class FilingRulesTests
{
    [Fact]
    public void Every_rule_has_an_id_and_a_code_of_its_own()
    {
        var rules = FilingRules.All;

        rules.Count.ShouldBeGreaterThan(60);
        rules.Select(rule => rule.Id).ShouldBeUnique();
        rules.Select(rule => rule.Code).ShouldBeUnique();
        rules.ShouldAllBe(rule => rule.Id.Length == 7 && rule.Text.EndsWith('.'));
    }

    [Fact]
    public void The_page_of_the_rules_is_the_table_in_the_code() => Written.Match("specs/filing-rules.md", Page());

    private static string Page()
    {
        var page = new StringBuilder(
            """
            # Rules of filing

            Every rule by which a filed line can be refused, as `RiskMonitor.Filing.FilingRules` has them; a test
            compares the two. An error names the line, the place (a JSON pointer, and the column where the line came
            from a table), the rule, its code, and what stood there. Ids and codes never change; a new rule gets a new
            number.

            SYN: the form of JSON and of the dialect. ENV: the envelope. REF: what must agree with the filing's
            surroundings. VAL: values that are impossible on their face; what is merely implausible is taken in and
            becomes a finding. MAP: a table that its mapping does not fit. NAT: a file in its vendor's own form.

            """.ReplaceLineEndings("\n"));
        var family = string.Empty;
        foreach (var rule in FilingRules.All)
        {
            if (family != rule.Id[..3])
            {
                family = rule.Id[..3];
                page.Append(System.Globalization.CultureInfo.InvariantCulture, $"\n## {family}\n\n");
            }

            page.Append(
                System.Globalization.CultureInfo.InvariantCulture, $"- **{rule.Id}** `{rule.Code}`\n  {rule.Text}\n");
        }

        return page.ToString();
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NodaTime;
using RiskMonitor.Accounts;
using RiskMonitor.Alerts;
using RiskMonitor.Parties;
using RiskMonitor.Surveillance;
using RiskMonitor.Tests.Surveillance;
using RiskMonitor.Tests.Surveillance.Pools;
using RiskMonitor.Units;

namespace RiskMonitor.Tests.Specs;

/// <summary>What specs/indicators.md says of rules, bounds, reasons and names is what the code does.</summary>
public sealed partial class IndicatorsPageTests
{
    private static readonly string Page = File.ReadAllText(Repo.Path("specs/indicators.md")).ReplaceLineEndings("\n");

    private static readonly JsonNode Policy =
        JsonNode.Parse(File.ReadAllText(Repo.Path("specs/policy/default.json")))!;

    [Fact]
    public void The_page_has_every_alert_and_notice_with_its_kind_tier_and_persistence()
    {
        var policy = Wire.DefaultPolicy.Read();
        var written = RuleHead().Matches(Page).Select(match => string.Join(
            ' ', match.Groups["id"].Value, match.Groups["kind"].Value, match.Groups["tier"].Value,
            match.Groups["days"] is { Success: true } days ? days.Value : "1"));

        written.Order(StringComparer.Ordinal).ShouldBe(RuleCatalogue.All
            .Where(rule => rule.Kind != RuleKind.Finding)
            .Select(rule => string.Create(
                CultureInfo.InvariantCulture,
                $"{rule.Id} {$"{rule.Kind}"[0]} {rule.Least} {rule.PersistenceDays(policy)}")));
    }

    [Fact]
    public void The_page_has_every_finding() => Finding().Matches(Page).Select(match => match.Groups["id"].Value)
        .Order(StringComparer.Ordinal)
        .ShouldBe(RuleCatalogue.All.Where(rule => rule.Kind == RuleKind.Finding).Select(rule => rule.Id));

    [Fact]
    public void Every_bound_on_the_page_is_that_of_the_default_policy()
    {
        var bounds = Bound().Matches(Page);
        bounds.Count.ShouldBeGreaterThan(30);
        foreach (Match bound in bounds)
        {
            var (path, written) = (bound.Groups["path"].Value, bound.Groups["value"].Value);
            ValueAt(path, "value").ShouldBe(Number(written), path);
        }

        var bands = Band().Matches(Page);
        bands.Count.ShouldBe(4);
        foreach (Match band in bands)
        {
            foreach (var end in (string[])["low", "central", "high"])
            {
                var path = band.Groups["path"].Value;
                ValueAt(path, end).ShouldBe(Number(band.Groups[end].Value), $"{path}, {end}");
            }
        }
    }

    [Fact]
    public void Every_bound_of_a_rule_stands_on_the_page()
    {
        var named = Bound().Matches(Page).Select(bound => bound.Groups["path"].Value).ToHashSet(StringComparer.Ordinal);
        var bounds = Policy["rules"]!.AsObject()
            .SelectMany(rule => rule.Value!.AsObject().Select(bound => $"rules.{rule.Key}.{bound.Key}"));

        bounds.Except(named).ShouldBeEmpty();
    }

    [Fact]
    public void The_page_has_every_kind_of_reason_in_their_order()
    {
        var places = Enum.GetValues<ReasonKind>()
            .Select(kind => Page.IndexOf($"\n| `{new Reason(kind, Detail: null)}", StringComparison.Ordinal)).ToList();

        places.ShouldAllBe(place => place >= 0);
        places.ShouldBe(places.Order());
    }

    [Fact]
    public void The_page_names_every_indicator()
    {
        var (history, day) = (PoolHistory.With(PoolHistory.DefaultPolicy()), new LocalDate(2025, 3, 31));
        history.Register();
        history.Lend(1_000_000m);
        var lessor = PartyId.Of("lessor");
        history.File(new PartyRegistered(lessor, "Lessor", [], History.Place, [PartyRole.Operator]), day);
        history.File(Accounts(lessor, day), day);
        history.Close(day);
        var names = ((string[])["pool/p1", "facility/f1", "party/owner", "group/owner", "party/lessor"])
            .SelectMany(subject => history.Assess(subject, day).ShouldNotBeNull(subject).Indicators)
            .Select(indicator => indicator.Name).Distinct().ToList();

        names.Count.ShouldBeGreaterThan(40);
        names.Where(name => !Page.Contains($"`{name}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static AccountsReported Accounts(PartyId party, LocalDate quarterEnd)
    {
        var figure = Disclosed.Of(new AccountFigure(100m.Usd, Estimate: false));
        var none = Disclosed.Not<AccountFigure>("not-disclosed");
        return new AccountsReported(
            party, "2025-Q1", quarterEnd, figure, figure, figure, figure, figure, none, none, none);
    }

    private static decimal ValueAt(string path, string member)
    {
        var node = path.Split('.').Aggregate(Policy, (at, name) => at[name].ShouldNotBeNull(path))[member]
            .ShouldNotBeNull(path);
        return Number(node.ToString());
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^### `(?<id>[A-Z-]+)` .*\n\n- (?<kind>[AN]), least tier (?<tier>T\d)"
        + @"(?:(?!\n- )[\s\S])*?(?:, at once[,.]|Persistence\s+`[\w.]+` = (?<days>\d+) closed days\.)",
        RegexOptions.Multiline)]
    private static partial Regex RuleHead();

    [GeneratedRegex(@"^\| `(?<id>(?:DQ|AUD)-[A-Z]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Finding();

    [GeneratedRegex(@"`(?<path>[a-zA-Z]+(?:\.[a-zA-Z]+)*)`\s+=\s+(?<value>\d+(?:\.\d+)?)")]
    private static partial Regex Bound();

    [GeneratedRegex(
        @"`(?<path>valuation\.\w+)` \| (?<low>[\d.]+) \| (?<central>[\d.]+) \| (?<high>[\d.]+) \|")]
    private static partial Regex Band();
}

using NodaTime;
using RiskMonitor.Offtake;
using RiskMonitor.Tests.Demo;

namespace RiskMonitor.Host.Tests.Province;

/// <summary>What really went on in one pool, hour by hour, from 26 May to the end of June 2025 in China.</summary>
/// <param name="Id">Of the pool; owner, tenant and contract are named after it.</param>
/// <param name="Missing">Cards that an inspector does not find.</param>
/// <param name="Share">Of the capacity that its contract sells.</param>
/// <param name="Work">Share of an hour for which a card that runs is active.</param>
/// <param name="Sm">The same of its multiprocessors; null where nobody measures them.</param>
/// <param name="Tensor">The same of its tensor pipes.</param>
/// <param name="Running">Cards that run, by the hour.</param>
/// <param name="Held">Cards that somebody has been given, by the hour.</param>
/// <param name="Billed">Card-hours that were billed for June.</param>
/// <param name="Watts">What an active and another card draw, the hall's share in it; null where there is no meter.
/// </param>
internal sealed record TruePool(
    string Id, string Chip, int Cards, int Missing, OfftakeKind Kind, decimal Share, decimal Work, decimal? Sm,
    decimal? Tensor, int[] Running, int[] Held, decimal Billed, (decimal Active, decimal Idle)? Watts)
{
    public const int Days = 36;
    private const int Before = 6 * 24; // hours of May: a week is looked back upon

    public static readonly LocalDate First = new(2025, 5, 26);
    public static readonly LocalDate Last = new(2025, 6, 30);
    public static readonly Instant Start = Instant.FromUtc(2025, 5, 25, 16, 0);
    public static readonly YearMonth[] Months = [new(2025, 5), new(2025, 6)];

    public string Owner => $"owner-{Id}";

    public string Tenant => $"tenant-{Id}";

    public string Contract => $"c-{Id}";

    /// <summary>Of commissioned cards in June.</summary>
    public decimal Whole => Cards * 24m * 30m;

    public decimal HeldInJune => Held.Skip(Before).Sum();

    public decimal RunInJune => Running.Skip(Before).Sum();

    public decimal Active => RunInJune * Work;

    /// <summary>Each day of May was billed as the mean day of June.</summary>
    public decimal BilledIn(YearMonth month) => month == Months[1] ? Billed : Billed / 30m * 31m;

    public static IEnumerable<int> Hours => Enumerable.Range(0, Days * 24);

    public static Instant At(int hour) => Start + Duration.FromHours(hour);

    /// <summary>Six pools: honest by the hour, burnt, on paper, reserved, in a ring, and with a card that is gone.
    /// </summary>
    public static IReadOnlyList<TruePool> Economy(string seed)
    {
        var chance = new Chance(seed);
        int[] varied = [.. Every(_ => 4 + chance.Below(7))];
        int[] burnt = [.. Every(_ => 8)];
        int[] little = [.. Every(hour => hour % 24 is >= 9 and < 15 ? 1 : 0)];
        int[] seldom = [.. Every(hour => hour % 24 is >= 9 and < 13 ? 1 : 0)];
        var shifts = Enumerable.Range(0, Days).Select(_ => chance.Below(12)).ToArray();
        int[] jobs = [.. Every(hour => (hour % 24) - shifts[hour / 24] is >= 0 and < 12 ? 2 : 0)];
        int[] nights = [.. Every(hour => hour >= 20 && hour % 24 is >= 20 or < 8 ? 4 : 0)];
        return
        [
            new("p1", "H100 SXM 80GB", 12, 0, OfftakeKind.OnDemand, 0.9m, 0.75m, 0.5m, 0.25m, varied, varied,
                varied.Skip(Before).Sum(), (500m, 100m)),
            new("p2", "H800 SXM", 10, 0, OfftakeKind.OnDemand, 0.9m, 1m, 0.97m, 0.95m, burnt, burnt, 5_760m,
                (840m, 140m)),
            new("p3", "H20 96GB", 8, 0, OfftakeKind.Framework, 0.8m, 0.5m, null, null, little, little, 4_200m,
                (60m, 60m)),
            new("p4", "Ascend 910C", 8, 0, OfftakeKind.TakeOrPay, 0.6m, 0.4m, null, null, seldom, [.. Every(_ => 4)],
                3_456m, (90m, 90m)),
            new("p5", "A100 SXM 80GB", 16, 0, OfftakeKind.Framework, 0.8m, 1m, null, null, jobs, jobs, 9_000m, null),
            new("p6", "H200 SXM", 9, 1, OfftakeKind.OnDemand, 0.5m, 1m, null, null, nights, nights,
                nights.Skip(Before).Sum(), (700m, 140m)),
        ];
    }

    private static IEnumerable<int> Every(Func<int, int> hour) => Enumerable.Range(0, Days * 24).Select(hour);
}

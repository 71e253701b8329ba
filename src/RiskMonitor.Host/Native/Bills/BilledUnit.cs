namespace RiskMonitor.Host.Native.Bills;

/// <summary>Time of a machine or of a card, as vendors write its unit.</summary>
/// <param name="Seconds">In one of the unit; a month has 730 hours.</param>
/// <param name="OfCards">Whether it is the time of a card already, and not of a machine with several.</param>
internal sealed record BilledUnit(decimal Seconds, bool OfCards)
{
    /// <summary>Hours of a month in every price list: 365 days of 24 hours over twelve.</summary>
    public static readonly decimal HoursPerMonth = Month / Hour;

    private const decimal Hour = 3_600m;
    private const decimal Month = 730m * Hour;

    private static readonly Dictionary<string, BilledUnit> ByName = new(StringComparer.Ordinal)
    {
        ["second"] = new(1m, false), ["sec"] = new(1m, false), ["s"] = new(1m, false), ["秒"] = new(1m, false),
        ["minute"] = new(60m, false), ["min"] = new(60m, false), ["分钟"] = new(60m, false),
        ["hour"] = new(Hour, false), ["hr"] = new(Hour, false), ["h"] = new(Hour, false),
        ["instancehour"] = new(Hour, false), ["vmhour"] = new(Hour, false), ["serverhour"] = new(Hour, false),
        ["小时"] = new(Hour, false), ["台时"] = new(Hour, false), ["台小时"] = new(Hour, false),
        ["day"] = new(24m * Hour, false), ["天"] = new(24m * Hour, false), ["日"] = new(24m * Hour, false),
        ["month"] = new(Month, false), ["instancemonth"] = new(Month, false),
        ["servermonth"] = new(Month, false), ["月"] = new(Month, false),
        ["个月"] = new(Month, false),
        ["gpuhour"] = new(Hour, true), ["cardhour"] = new(Hour, true), ["acceleratorhour"] = new(Hour, true),
        ["npuhour"] = new(Hour, true), ["卡时"] = new(Hour, true), ["卡小时"] = new(Hour, true),
        ["gpusecond"] = new(1m, true), ["cardsecond"] = new(1m, true),
    };

    /// <summary>Null where the unit is none of time.</summary>
    public static BilledUnit? Of(string? name)
    {
        if (name is null)
        {
            return null;
        }

        var plain = string.Concat(name.Where(char.IsLetter)).ToLowerInvariant();
        return ByName.GetValueOrDefault(plain)
            ?? (plain.EndsWith('s') ? ByName.GetValueOrDefault(plain[..^1]) : null);
    }
}

using NodaTime;
using RiskMonitor.Host.Native.Payments;

namespace RiskMonitor.Host.Native;

/// <summary>What of a declaration can be judged without a file.</summary>
internal static class DeclarationCheck
{
    private const int MostCards = 1_024;
    private const int MostCardsOfGroup = 1_000_000;
    private const int SecondsPerHour = 3_600;

    /// <exception cref="FormatException">The first thing that is wrong.</exception>
    public static void Of(Declaration declaration)
    {
        Ask(
            DateTimeZoneProviders.Tzdb.GetZoneOrNull(declaration.TimeZone) is not null,
            $"timeZone {declaration.TimeZone} is not in the IANA database.");
        foreach (var (index, bill) in (declaration.Bills ?? []).Index())
        {
            Ask(bill.When.Count > 0, $"bills/{index}/when names no column: every row would fit.");
            Ask(bill.When.All(column => column.Value.Count > 0), $"bills/{index}/when: each column has a pattern.");
            Ask(bill.Cards is null or (>= 0 and <= MostCards), $"bills/{index}/cards is 0 to 1024.");
            Ask(bill.Payer != bill.Payee, $"bills/{index}: payer and payee are two parties.");
        }

        foreach (var (index, group) in (declaration.Devices ?? []).Index())
        {
            Ask(group.Hosts.Count > 0, $"devices/{index}/hosts is not empty.");
            Ask(group.DiesPerCard is >= 1 and <= 8, $"devices/{index}/diesPerCard is 1 to 8.");
            Ask(group.Cards is null or (>= 1 and <= MostCardsOfGroup), $"devices/{index}/cards is 1 to 1000000.");
        }

        foreach (var (index, payment) in (declaration.Payments ?? []).Index())
        {
            Ask(
                payment.References.Count > 0 && payment.References.All(pattern => pattern.Any(char.IsLetterOrDigit)),
                $"payments/{index}/references: each pattern says something.");
            Ask(
                payment.References.All(pattern => pattern.Length <= 200 && pattern.Count(sign => sign == '*') <= 8),
                $"payments/{index}/references: a pattern has at most 200 characters and 8 stars.");
            Ask(payment.MonthsBack is null or (>= 0 and <= 12), $"payments/{index}/monthsBack is 0 to 12.");
            Ask(
                payment.MonthsBack is not null
                    || payment.References.All(pattern => ReferencePattern.NamesMonth(pattern)),
                $"payments/{index}: a reference without {{month}} needs monthsBack.");
        }

        foreach (var (machine, cards) in declaration.CardsPerMachine ?? new Dictionary<string, int>())
        {
            Ask(cards is >= 1 and <= MostCards, $"cardsPerMachine/{machine} is 1 to 1024.");
        }

        declaration.Scheduler?.Check(declaration.Zone, Ask);
        if (declaration.Exporter is { } exporter)
        {
            Ask(
                exporter.ScrapeSeconds is >= 1 and <= SecondsPerHour / 2,
                "exporter/scrapeSeconds is 1 to 1800: use is told by the hour.");
            Ask(
                (exporter.Units ?? new Dictionary<string, DeclaredMetric>()).All(unit => unit.Value.Times > 0m),
                "exporter/units: a number is multiplied by more than nothing.");
        }
    }

    private static void Ask(bool holds, string complaint)
    {
        if (!holds)
        {
            throw new FormatException($"The declaration: {complaint}");
        }
    }
}

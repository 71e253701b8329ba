using NodaTime;
using RiskMonitor.Alerts;
using RiskMonitor.Surveillance.Pools;
using RiskMonitor.Units;

namespace RiskMonitor.Surveillance.Kinds;

/// <summary>Adds hours up by what they were decided to be.</summary>
internal sealed class Tally
{
    private readonly List<Entry> entries = [];
    private readonly Dictionary<string, Entry> byKey = new(StringComparer.Ordinal);

    public decimal Whole { get; private set; }

    public void Add(string? contract, HourState state, decimal hours, Decision decision)
    {
        if (hours <= 0m)
        {
            return;
        }

        Whole += hours;
        var key = $"{decision.Kind}|{decision.Why}|{contract}|{state}|{decision.May}|{decision.Because}";
        if (!byKey.TryGetValue(key, out var entry))
        {
            byKey.Add(key, entry = new Entry(contract, state, decision));
            entries.Add(entry);
        }

        entry.Hours += hours;
    }

    public UseKinds Told(
        string subject, LocalDate from, LocalDate to, Sequence<Signal> signals, Sequence<RoundTrip> trips,
        Sequence<Tie> ties, ChipModel chip)
    {
        var undetermined = entries.Where(entry => entry.Decision.Kind is null).ToList();
        var commercial = Sum(entries.Where(entry => entry.Decision.Kind == UseKind.Commercial));
        var possible = Sum(undetermined.Where(entry => entry.Decision.May.Contains(UseKind.Commercial)));
        return new UseKinds(
            subject, from, to, KindBounds.Version, Figure.Of(Whole),
            [.. Enum.GetValues<UseKind>().Select(Hours)],
            Figure.Of(Sum(undetermined)),
            [
                .. undetermined.GroupBy(entry => (entry.Decision.Why!, entry.Decision.May))
                    .OrderBy(group => group.Key.Item1, Reason.Order)
                    .ThenBy(group => $"{group.Key.May}", StringComparer.Ordinal)
                    .Select(group => new OpenHours(group.Key.Item1, Figure.Of(Sum(group)), group.Key.May)),
            ],
            Figure.Of(commercial), Figure.Of(commercial + possible),
            [
                .. entries.OrderBy(entry => entry.Decision.Kind ?? (UseKind)int.MaxValue)
                    .ThenByDescending(entry => entry.Hours).ThenBy(entry => entry.Contract, StringComparer.Ordinal)
                    .Select(entry => entry.Line),
            ],
            signals, trips, ties,
            UnifiedHours.Of(chip, Sum(entries.Where(entry => entry.State == HourState.Active)), commercial));
    }

    private KindHours Hours(UseKind kind)
    {
        var hours = Sum(entries.Where(entry => entry.Decision.Kind == kind));
        return new KindHours(
            kind, Figure.Of(hours), Whole > 0m ? new Ratio(Doubt.Rounded(hours / Whole)) : null);
    }

    private static decimal Sum(IEnumerable<Entry> entries) => entries.Sum(entry => entry.Hours);

    private sealed class Entry(string? contract, HourState state, Decision decision)
    {
        public string? Contract => contract;

        public Decision Decision => decision;

        public HourState State => state;

        public decimal Hours { get; set; }

        public KindLine Line => new(
            decision.Kind, decision.Why, contract is null ? null : ContractId.Of(contract), state, Figure.Of(Hours),
            decision.Because);
    }
}

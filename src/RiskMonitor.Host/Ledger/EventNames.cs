using System.Collections.Frozen;

namespace RiskMonitor.Host.Ledger;

/// <summary>What Marten writes beside an event to find its record again.</summary>
internal static class EventNames
{
    private static readonly FrozenDictionary<Type, (string Stored, string DotNet)> ByType = EventCatalogue.All
        .ToFrozenDictionary(
            entry => entry.Value,
            entry => (entry.Key, $"{entry.Value.FullName}, {entry.Value.Assembly.GetName().Name}"));

    public static (string Stored, string DotNet) Of(Type type) => ByType.TryGetValue(type, out var names)
        ? names
        : throw new InvalidOperationException($"{type.Name} is no event.");
}

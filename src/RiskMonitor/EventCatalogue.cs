using System.Reflection;

namespace RiskMonitor;

/// <summary>Every event type of the domain and the name it is stored under, in the order of the names.</summary>
public static class EventCatalogue
{
    private static readonly SortedDictionary<string, Type> ByName = Read();

    public static IReadOnlyCollection<KeyValuePair<string, Type>> All => ByName;

    /// <summary>The record behind a stored name, as <c>lien-registered.v1</c>; null when there is none.</summary>
    public static Type? Find(string stored) => ByName.GetValueOrDefault(stored);

    public static string NameOf(Type type) => type.GetCustomAttribute<EventNameAttribute>()?.Stored
        ?? throw new InvalidOperationException($"{type.Name} is no event.");

    /// <summary>Facts and oversight are filed; conclusions are the monitor's own.</summary>
    public static bool IsFiled(Type type) => type.IsAssignableTo(typeof(IFact));

    /// <summary>What an officer did names the officer; what the monitor concluded does not.</summary>
    public static bool IsByPerson(Type type) => type.GetProperty("Officer") is not null;

    private static SortedDictionary<string, Type> Read()
    {
        var byName = new SortedDictionary<string, Type>(StringComparer.Ordinal);
        foreach (var type in typeof(EventCatalogue).Assembly.GetTypes())
        {
            if (type.GetCustomAttribute<EventNameAttribute>() is { } name)
            {
                byName.Add(name.Stored, type);
            }
        }

        return byName;
    }
}

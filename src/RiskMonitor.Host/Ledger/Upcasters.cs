using System.Text.Json;
using RiskMonitor.Wire;

namespace RiskMonitor.Host.Ledger;

/// <summary>
/// Reads a record of any version that was ever stored as the record of today. What is stored is never rewritten.
/// </summary>
public sealed class Upcasters
{
    /// <summary>None are needed yet: every type is at its first version.</summary>
    public static readonly Upcasters None = new(new Dictionary<string, Func<ReadOnlyMemory<byte>, object>>());

    private readonly SortedDictionary<string, Func<ReadOnlyMemory<byte>, object>> byName =
        new(StringComparer.Ordinal);

    private Upcasters(IEnumerable<KeyValuePair<string, Func<ReadOnlyMemory<byte>, object>>> known)
    {
        foreach (var (name, read) in known)
        {
            byName.Add(name, read);
        }
    }

    /// <param name="stored">Old stored name, as <c>pool-registered.v0</c>.</param>
    /// <param name="upcast">From the old record, read as strictly as any, to the one of today.</param>
    public Upcasters With<TOld, TNew>(string stored, Func<TOld, TNew> upcast)
        where TOld : class
        where TNew : class => EventCatalogue.Find(stored) is null
            ? new(byName.Append(new(stored, json => upcast(Strictly<TOld>(json)))))
            : throw new ArgumentException($"{stored} is a name of today.", nameof(stored));

    /// <exception cref="JsonException">What is stored does not follow the dialect, or its name is unknown.</exception>
    public object Read(string stored, ReadOnlyMemory<byte> json)
    {
        if (EventCatalogue.Find(stored) is { } type)
            return JsonSerializer.Deserialize(json.Span, type, Json.Options) ?? throw Empty(stored);

        return byName.TryGetValue(stored, out var read)
            ? read(json)
            : throw new JsonException($"No record of this build is stored as \"{stored}\".");
    }

    private static T Strictly<T>(ReadOnlyMemory<byte> json) where T : class =>
        JsonSerializer.Deserialize<T>(json.Span, Json.Options) ?? throw Empty(typeof(T).Name);

    private static JsonException Empty(string what) => new($"A record of {what} is null.");
}

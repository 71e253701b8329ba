using NodaTime;
using RiskMonitor.Collateral;

namespace RiskMonitor.Surveillance.Claims;

/// <summary>What somebody said of one member of a lien, from an instant on.</summary>
/// <param name="ByRegistry">The registry's word goes before everybody else's, however old it is.</param>
internal sealed record LienWord<T>(Instant From, bool ByRegistry, T Said);

/// <summary>A registration as one side filed it, its parts put together as far as they came.</summary>
/// <remarks>
/// A later filing of the same side takes the place of an earlier one; parts of one filing stand beside each other.
/// </remarks>
internal sealed record Registration(LienRegistered Terms, LienObjects Objects)
{
    public static Registration? Of(IReadOnlyList<Stated<LienRegistered>> filed)
    {
        if (filed.Count == 0)
        {
            return null;
        }

        var last = filed[^1];
        if (last.Data.Part is null || last.Data.Objects.Serials is null)
        {
            return new Registration(last.Data, last.Data.Objects);
        }

        var parts = new SortedDictionary<int, LienRegistered>();
        foreach (var stated in filed)
        {
            if (stated.Data is { Part: { } part, Objects.Serials: not null }
                && stated.Data.Parts == last.Data.Parts && stated.Id.Source == last.Id.Source)
            {
                parts[part] = stated.Data;
            }
        }

        return new Registration(
            parts.Values.First(),
            new LienObjects(Serials: [.. parts.Values.SelectMany(part => part.Objects.Serials!)]));
    }
}

/// <summary>What a lien lies on from a day on, by the word that counts.</summary>
internal sealed class Layer(LocalDate from, LienObjects objects)
{
    private HashSet<SerialCommitment>? serials;

    public LocalDate From { get; } = from;

    public LienObjects Objects { get; } = objects;

    public bool Holds(SerialCommitment serial) =>
        (serials ??= [.. Objects.Serials ?? []]).Contains(serial);
}

using NodaTime;
using RiskMonitor.Collateral;
using RiskMonitor.Units;

namespace RiskMonitor.Surveillance.Claims;

/// <summary>A lien that stands at the end of one day.</summary>
/// <param name="Holder">Secured party on that day, after every assignment.</param>
/// <param name="Holders">Everybody who was the secured party until then.</param>
/// <param name="Layers">What it lay on, the oldest first; the last is what it lies on.</param>
internal sealed record LienState(
    Lien Lien,
    LocalDate Registered,
    Instant RegisteredAt,
    PartyId Holder,
    IReadOnlyList<PartyId> Holders,
    PartyId Grantor,
    LienKind Kind,
    int? Rank,
    string? Intercreditor,
    FacilityId? Facility,
    Money Debt,
    IReadOnlyList<LienReference> PaysOff,
    IReadOnlyList<Layer> Layers)
{
    public LienObjects Objects => Layers[^1].Objects;

    public bool IsTitle => Kind is LienKind.FinanceLease or LienKind.Retention;

    /// <summary>Day from which it has lain on the serial without a break.</summary>
    public LocalDate Since(SerialCommitment serial)
    {
        var layer = Layers.Count - 1;
        while (layer > 0 && Layers[layer - 1].Holds(serial))
        {
            layer--;
        }

        return Layers[layer].From;
    }

    /// <summary>Day from which it has lain on what it lies on, where that is no list of serials.</summary>
    public LocalDate SinceWhole()
    {
        var layer = Layers.Count - 1;
        while (layer > 0 && Layers[layer - 1].Objects == Objects)
        {
            layer--;
        }

        return Layers[layer].From;
    }

    public bool RegisteredBefore(LienState other) => RegisteredAt != other.RegisteredAt
        ? RegisteredAt < other.RegisteredAt
        : Lien.ByName.Compare(Lien, other.Lien) < 0;
}

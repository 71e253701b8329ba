using NodaTime;

namespace RiskMonitor.Surveillance.Claims;

/// <summary>
/// A claim on a lease or on receivables whose grantor is the secured party of another claim on the same cards stands
/// in that claim's place: it is derived from it, and not counted beside it.
/// </summary>
/// <remarks>
/// A derived claim is not held against a third one either: its origin is. Two claims derived from one origin are two
/// claims on one right, and stand against each other.
/// The grantor may have been the secured party at any time until the day: who sells its title claim on does not make
/// two claims of one. Of two claims on rights only the earlier can be the origin, so that none hides the other.
/// </remarks>
internal static class Derivation
{
    /// <summary>Claims from which this one is derived, as they stand on the day.</summary>
    public static List<Cover> Origins(
        Cover cover, ClaimResolution resolution, LocalDate day, PolicyInForce policy, Stretch stretch)
    {
        var lien = cover.State.Lien;
        var origins = new List<Cover>();
        if (cover.State.Objects.Claim is null)
        {
            return origins;
        }

        foreach (var pair in lien.Pairs.Values)
        {
            var other = pair.Other(lien);
            if (resolution.HistoryOf(other) is { } history)
            {
                stretch.Turn(history.Turns(policy));
                if (resolution.On(other, day, policy) is { } origin)
                {
                    stretch.Turn(origin.Stretch);
                    if (IsOrigin(origin.State, cover.State))
                    {
                        origins.Add(origin);
                    }
                }
            }
        }

        return origins;
    }

    /// <summary>Origins of either that are not origins of both.</summary>
    public static List<Cover> OfOneOnly(List<Cover> one, List<Cover> other) =>
        [.. one.Except(other), .. other.Except(one)];

    public static bool IsOrigin(LienState origin, LienState derived) =>
        origin.Lien != derived.Lien
        && origin.Holders.Contains(derived.Grantor)
        && (origin.Objects.Claim is null || origin.RegisteredBefore(derived));
}

using System.Text.Json.Serialization;

namespace RiskMonitor.Alerts;

/// <summary>
/// What a rule says of one subject on one day. What it cannot judge is inconclusive, and clears nothing.
/// </summary>
[JsonConverter(typeof(VerdictConverter))]
public abstract record Verdict
{
    private Verdict()
    {
    }

    public sealed record Breach : Verdict
    {
        public static readonly Breach It = new();

        public override string ToString() => "breach";
    }

    public sealed record Clear : Verdict
    {
        public static readonly Clear It = new();

        public override string ToString() => "clear";
    }

    public sealed record Inconclusive(Reason Why) : Verdict
    {
        public override string ToString() => Why.ToString();
    }
}

/// <summary>Why a rule could not judge. The order of <see cref="ReasonKind"/> says which of several is given.</summary>
/// <param name="Detail">Kind, period or assumption; null where the kind says it all.</param>
public sealed record Reason(ReasonKind Kind, string? Detail)
{
    /// <summary>By kind, within a kind by detail, so that the earliest period comes first.</summary>
    public static readonly IComparer<Reason> Order = Comparer<Reason>.Create((left, right) =>
        left.Kind != right.Kind
            ? left.Kind.CompareTo(right.Kind)
            : string.CompareOrdinal(left.Detail, right.Detail));

    public static Reason Missing(string what) => new(ReasonKind.Missing, what);

    public static Reason Stale(string what) => new(ReasonKind.Stale, what);

    public static Reason Immature(string period) => new(ReasonKind.Immature, period);

    /// <summary>The verdict changes within the band of this assumption.</summary>
    public static Reason Contested(string assumption) => new(ReasonKind.Contested, assumption);

    /// <param name="broken">What broke off over it; null where the input was looked at and found wanting.</param>
    public static Reason RejectedInput(string? broken = null) => new(ReasonKind.RejectedInput, broken);

    public static Reason InsufficientHistory() => new(ReasonKind.InsufficientHistory, Detail: null);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">It did not write that.</exception>
    public static Reason Parse(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var name = open < 0 ? text : text[..open];
        foreach (var kind in Enum.GetValues<ReasonKind>())
        {
            var reason = new Reason(kind, open < 0 ? null : text[(open + 1)..^1]);
            if (reason.ToString() == text)
            {
                return reason;
            }
        }

        throw new FormatException($"'{name}' is no reason.");
    }

    public override string ToString()
    {
        var name = Kind switch
        {
            ReasonKind.Missing => "missing",
            ReasonKind.Stale => "stale",
            ReasonKind.Immature => "immature",
            ReasonKind.Contested => "contested",
            ReasonKind.RejectedInput => "rejected-input",
            _ => "insufficient-history",
        };
        return Detail is null ? name : $"{name}({Detail})";
    }
}

public enum ReasonKind
{
    Missing,
    Stale,
    Immature,
    Contested,
    RejectedInput,
    InsufficientHistory,
}

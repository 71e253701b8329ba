namespace RiskMonitor.Units;

/// <summary>
/// A value, or the stated reason why there is none. On the wire the value itself, or <c>{"nd":"reason"}</c>.
/// </summary>
/// <remarks>After the no-data options of ESMA's securitisation templates: never null and never zero.</remarks>
public sealed record Disclosed<T>
    where T : notnull
{
    private readonly T? value;

    private Disclosed(T? value, string? noData) => (this.value, NoData) = (value, noData);

    /// <summary>Why there is no value; null when there is one.</summary>
    public string? NoData { get; }

    public bool IsKnown => NoData is null;

    /// <exception cref="InvalidOperationException">There is no value; ask <see cref="IsKnown"/> first.</exception>
    public T Value => NoData is null ? value! : throw new InvalidOperationException($"Not disclosed: {NoData}.");

    internal static Disclosed<T> Of(T value) => new(value, noData: null);

    internal static Disclosed<T> Not(string reason) => new(default, NoDataReason.Check(reason));

    public bool TryGet(out T known)
    {
        known = NoData is null ? value! : default!;
        return NoData is null;
    }

    public override string ToString() => NoData is null ? $"{value}" : $"nd({NoData})";
}

public static class Disclosed
{
    public static Disclosed<T> Of<T>(T value)
        where T : notnull => Disclosed<T>.Of(value);

    public static Disclosed<T> Not<T>(string reason)
        where T : notnull => Disclosed<T>.Not(reason);

    /// <summary>The value, or null. For what is a struct, use <see cref="ValueOrNull{T}"/>.</summary>
    public static T? OrNull<T>(this Disclosed<T> disclosed)
        where T : class => disclosed.TryGet(out var value) ? value : null;

    public static T? ValueOrNull<T>(this Disclosed<T> disclosed)
        where T : struct => disclosed.TryGet(out var value) ? value : null;
}

/// <summary>The closed list of reasons for which a value may be absent.</summary>
public static class NoDataReason
{
    public static readonly Sequence<string> All =
        ["not-collected", "not-available-until", "not-applicable", "not-disclosed", "not-required"];

    /// <exception cref="FormatException">The reason is not on the list.</exception>
    public static string Check(string reason) => All.Contains(reason, StringComparer.Ordinal)
        ? reason
        : throw new FormatException($"nd is one of: {string.Join(", ", All)}.");
}

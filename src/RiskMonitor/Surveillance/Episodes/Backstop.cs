using NodaTime;
using RiskMonitor.Alerts;

namespace RiskMonitor.Surveillance.Episodes;

/// <summary>
/// Asks the books, and where the computation for a subject breaks off, says so of that subject and goes on with the
/// others: one fact that cannot be borne must not blind the monitor for everybody.
/// </summary>
/// <remarks>
/// Only what follows from the facts is caught, so that a replay breaks off at the same places. What the machine lacks
/// (memory, depth of the stack) stops the fold: the same events may be borne elsewhere. Names are our own and not the
/// messages of the platform, which depend on its version and language.
/// </remarks>
internal static class Backstop
{
    /// <summary>
    /// As <see cref="IBook.Assess"/>; on a day that broke off, every rule is inconclusive and nothing is valued.
    /// </summary>
    public static Assessment? Assess(Case subject, LocalDate day, PolicyInForce policy)
    {
        if (subject.Lacking(day) is { } lacking)
        {
            return Without(subject, day, policy, Reason.RejectedInput(lacking));
        }

        try
        {
            return subject.Book.Assess(subject.Subject, day, policy);
        }
        catch (Exception broken) when (NameOf(broken) is not null)
        {
            var name = NameOf(broken)!;
            subject.Breaks.At(day, $"assessment: {name}");
            return Without(subject, day, policy, Reason.RejectedInput(name));
        }
    }

    /// <summary>As <see cref="IBook.Inputs"/>; none where they broke off.</summary>
    public static Sequence<long> Inputs(Case subject, string rule, LocalDate day, PolicyInForce policy) => Ask(
        subject, day, $"inputs of {rule}", () => subject.Book.Inputs(rule, subject.Subject, day, policy)) ?? [];

    /// <summary>As <see cref="IBook.FlipPoints"/>; none where they broke off.</summary>
    public static Sequence<FlipPoint> FlipPoints(Case subject, string rule, LocalDate day, PolicyInForce policy) =>
        Ask(subject, day, $"flip points of {rule}", () =>
            subject.Book.FlipPoints(rule, subject.Subject, day, policy)) ?? [];

    /// <summary>What the question is answered with; null where the answer broke off.</summary>
    public static T? Try<T>(Func<T?> ask)
        where T : class
    {
        try
        {
            return ask();
        }
        catch (Exception broken) when (NameOf(broken) is not null)
        {
            return null; // of the very subject and day the fold has said so already, or will
        }
    }

    private static Sequence<T>? Ask<T>(Case subject, LocalDate day, string what, Func<Sequence<T>> ask)
    {
        try
        {
            return ask();
        }
        catch (Exception broken) when (NameOf(broken) is not null)
        {
            subject.Breaks.At(day, $"{what}: {NameOf(broken)}");
            return null;
        }
    }

    private static Assessment? Without(Case subject, LocalDate day, PolicyInForce policy, Reason why)
    {
        // Where even that breaks off, it concerns those whom it concerned when something was last said.
        var footing = Try(() => subject.Book.Footing(subject.Subject, day, policy, why))
            ?? (subject.Scope is { } scope ? scope with { Policy = policy.Stamp, Exposures = [] } : null);
        var unsure = new Verdict.Inconclusive(why);
        return footing is null ? null : footing with
        {
            Day = day,
            Indicators = [],
            Readings =
            [
                .. subject.Book.RulesOf(subject.Subject).Select(rule => new Reading(
                    rule, unsure, unsure, Severity.Medium, Measures: [], Attributes: [], UnsupportedDebt: null)),
            ],
        };
    }

    /// <summary>What broke off, in a word of our own; null for what may not be caught.</summary>
    public static string? NameOf(Exception broken) => broken switch
    {
        OverflowException => "overflow",
        DivideByZeroException => "division-by-zero",
        ArgumentOutOfRangeException or IndexOutOfRangeException => "out-of-range",
        ArgumentException => "argument",
        KeyNotFoundException => "key-not-found",
        NullReferenceException => "null-reference",
        InvalidCastException => "invalid-cast",
        FormatException => "format",
        ArithmeticException => "arithmetic",
        InvalidOperationException and not ObjectDisposedException => "invalid-operation",
        _ => null,
    };
}

using NodaTime;
using RiskMonitor.Alerts;

namespace RiskMonitor.Surveillance;

/// <summary>
/// One family of subjects under surveillance. The engine asks; a book answers from what is known and keeps caches only.
/// </summary>
public interface IBook
{
    /// <summary>A fact changed: says which subjects must be judged again, and from which day on.</summary>
    void Notice(FactChange change, Restless restless);

    /// <summary>Days were closed from <paramref name="from"/> to <paramref name="to"/>, both included.</summary>
    void DaysClosed(Jurisdiction jurisdiction, LocalDate from, LocalDate to, Restless restless);

    /// <summary>A policy was adopted: everything that it judges must be judged again from its first day on.</summary>
    void PolicyChanged(PolicyInForce policy, Restless restless);

    /// <summary>
    /// Subjects of one name here rest on much that is the same, so they are read one after the other: it makes the
    /// fold faster, and no answer another.
    /// </summary>
    string NearOf(string subject) => "";

    /// <summary>
    /// Neighbours were read, or everything that one event made restless was judged: what was kept for that alone may
    /// go.
    /// </summary>
    void Judged()
    {
    }

    /// <summary>
    /// Whether subjects may read otherwise on any day that is closed. Where not, what was said of the day before stands
    /// until the book calls the subject restless, and only the ends of months are asked for besides.
    /// </summary>
    bool ChangesDaily => true;

    /// <summary>Whether subjects of this kind, as <c>pool/…</c>, are judged here.</summary>
    bool Owns(string subject);

    /// <summary>
    /// The jurisdiction by whose policy and closed days the subject is judged; null while that is unknown.
    /// </summary>
    Jurisdiction? JurisdictionOf(string subject);

    /// <summary>
    /// Pure: the same knowledge, policy and day give the same answer. Null where nothing can be said at all.
    /// </summary>
    Assessment? Assess(string subject, LocalDate day, PolicyInForce policy);

    /// <summary>Rules that are read off the subject.</summary>
    IReadOnlyList<string> RulesOf(string subject);

    /// <summary>
    /// On a day on which <see cref="Assess"/> broke off: whom the subject concerns and what is owed there, valued by
    /// nothing. Pure as well. Null where the book has nothing to add to what was said last.
    /// </summary>
    /// <param name="why">Stands in every exposure as the reason why it is not valued.</param>
    Assessment? Footing(string subject, LocalDate day, PolicyInForce policy, Reason why) => null;

    /// <summary>Sealed positions of the facts that the rule's reading on that day rests on, ascending.</summary>
    Sequence<long> Inputs(string rule, string subject, LocalDate day, PolicyInForce policy);

    /// <summary>
    /// The flip points of the rule on that day; none where the rule has none. Costly, so asked for only when needed.
    /// </summary>
    Sequence<FlipPoint> FlipPoints(string rule, string subject, LocalDate day, PolicyInForce policy);
}

/// <summary>Subjects that must be judged again, each from its earliest day on, in the order of their keys.</summary>
public sealed class Restless
{
    private readonly SortedDictionary<string, LocalDate> from = new(StringComparer.Ordinal);

    public IReadOnlyCollection<KeyValuePair<string, LocalDate>> Subjects => from;

    public bool Has(string subject) => from.ContainsKey(subject);

    public void Add(string subject, LocalDate day) =>
        from[subject] = from.TryGetValue(subject, out var known) ? LocalDate.Min(known, day) : day;
}

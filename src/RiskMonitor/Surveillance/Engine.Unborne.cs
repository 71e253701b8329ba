using RiskMonitor.Surveillance.Episodes;

namespace RiskMonitor.Surveillance;

/// <content>What the fold does where a part of it breaks off over one event: it is named, and the fold goes on.
/// </content>
public sealed partial class Engine
{
    /// <summary>
    /// One fact that cannot be borne must not stop the fold: it is named, what it is about is inconclusive from its day
    /// on, and everything else goes on as before.
    /// </summary>
    private void Unborne(SealedFact fact, string where, Exception broken, Restless restless)
    {
        var name = Backstop.NameOf(broken)!;
        findings.Unborne(fact, where, name);
        var day = fact.ValidTime.InUtc().Date;
        foreach (var key in knowledge.Around(fact.Data))
        {
            if (CaseOf(key) is { } subject)
            {
                subject.Lacks(day, name);
                restless.Add(key, day);
            }
        }
    }

    /// <summary>What is told to every book at once; a book that breaks off is named, and the others are told.</summary>
    private void Tell(SealedFact fact, string where, Action<IBook> tell)
    {
        foreach (var book in books)
        {
            try
            {
                tell(book);
            }
            catch (Exception broken) when (Backstop.NameOf(broken) is not null)
            {
                findings.Unborne(fact, where, Backstop.NameOf(broken)!);
            }
        }
    }

    private void Broke(Hearing hearing, Exception broken, Judgement step)
    {
        hearing.IsBroken = true;
        findings.Unborne(step.Fact, $"judging of {hearing.Subject.Subject}", Backstop.NameOf(broken)!);
    }
}

using System.Diagnostics;
using NodaTime;
using RiskMonitor.Alerts;

namespace RiskMonitor.Surveillance.Episodes;

/// <summary>What is kept of one rule's reading on one day: enough to tell the episodes again, and no more.</summary>
/// <param name="Persistence">Days that the policy of that day asks for.</param>
internal readonly record struct Mark(Word Raising, Word Standing, byte Level, ushort Persistence)
{
    public Severity Severity => (Severity)Level;

    public static Mark Of(Reading? reading, int persistenceDays) => reading is null
        ? default
        : new Mark(
            Short(reading.Raising), Short(reading.Standing), (byte)reading.Severity, checked((ushort)persistenceDays));

    private static Word Short(Verdict verdict) => verdict switch
    {
        Verdict.Breach => Word.Breach,
        Verdict.Clear => Word.Clear,
        Verdict.Inconclusive => Word.Nothing,
        _ => throw new UnreachableException($"{verdict}"),
    };
}

internal enum Word : byte
{
    /// <summary>Inconclusive, or not asked: it neither raises, nor clears, nor advances, nor resets.</summary>
    Nothing,
    Clear,
    Breach,
}

/// <summary>The same mark from this day on, until the next run begins.</summary>
internal readonly record struct Run(LocalDate From, Mark Mark);

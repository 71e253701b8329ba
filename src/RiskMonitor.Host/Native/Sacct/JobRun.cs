using NodaTime;
using RiskMonitor.Host.Native.Schedulers;

namespace RiskMonitor.Host.Native.Sacct;

/// <summary>A job from when it began to when it ended or was requeued.</summary>
/// <param name="Job">Cluster and number.</param>
internal sealed record JobRun(int Line, string Job, Instant Start, Instant End, HeldCards Held, ScheduledPool Pool);

/// <summary>A step of a job, in which the collector saw the cards at work.</summary>
/// <param name="Name">Cluster, job and step.</param>
/// <param name="Util">Sum over the cards, in per cent of one card.</param>
internal sealed record JobStep(int Line, string Name, string Job, Instant Start, Instant End, decimal Util);

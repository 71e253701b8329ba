namespace RiskMonitor.Host.Bench;

/// <param name="Rounds">Each ratio is the median of so many, after others that are not counted.</param>
/// <param name="Alerts">Facts that bring about an alert, whose way is timed.</param>
/// <param name="Growth">How many times more facts the larger filing of the memory measurement has.</param>
public sealed record BenchOptions(BenchShape Shape, int Rounds, int Alerts, int Growth);

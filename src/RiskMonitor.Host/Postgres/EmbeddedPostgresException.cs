namespace RiskMonitor.Host.Postgres;

/// <summary>The embedded PostgreSQL cannot serve. The message is one sentence that says what to do about it.</summary>
public sealed class EmbeddedPostgresException(string message, Exception? cause = null) : Exception(message, cause);

using Npgsql;

namespace RiskMonitor.Host.Tests.Postgres;

/// <summary>One statement over a connection of its own, so that no pool outlives a server that a test kills.</summary>
internal static class Sql
{
    public static async Task DoAsync(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create($"{connection};Pooling=false");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<T> OneAsync<T>(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create($"{connection};Pooling=false");
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync()).ShouldNotBeNull();
    }
}

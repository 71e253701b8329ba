using System.Text.RegularExpressions;
using Npgsql;

namespace RiskMonitor.Host.Postgres;

/// <summary>
/// The two roles of a ledger: one that owns its database and changes its schema, and one that the program runs as,
/// which owns nothing and gets its rights table by table. Both are made by an administrator of the server.
/// </summary>
public sealed partial class LedgerRoles(NpgsqlDataSource administrator)
{
    public static readonly string Owner = "riskmonitor_owner";

    public static readonly string Runtime = "riskmonitor_app";

    /// <summary>Makes the roles where they are missing, and sets their rights and passwords in any case.</summary>
    public async Task EnsureAsync(string ownerPassword, string runtimePassword, CancellationToken ct = default)
    {
        foreach (var (role, password) in new[] { (Owner, ownerPassword), (Runtime, runtimePassword) })
        {
            if (!await ExistsAsync("select from pg_roles where rolname = $1", role, ct))
                await ExecuteAsync($"create role {role}", ct);
            await ExecuteAsync(
                $"alter role {role} login nosuperuser nocreatedb nocreaterole noreplication nobypassrls "
                + $"password '{password.Replace("'", "''", StringComparison.Ordinal)}'",
                ct);
        }
    }

    /// <summary>
    /// Makes a database of the owner's, where it is missing, that nobody else may create anything in. Temporary
    /// tables are left to the runtime role: the store's queries use them.
    /// </summary>
    public async Task EnsureDatabaseAsync(string database, CancellationToken ct = default)
    {
        if (!await ExistsAsync("select from pg_database where datname = $1", Named(database), ct))
            await CreateAsync(database, ct);

        // Whoever made it may have been killed before it came to this.
        await ExecuteAsync($"revoke all on database {database} from public", ct);
        await ExecuteAsync($"grant connect, temporary on database {database} to {Runtime}", ct);
    }

    /// <summary>Drops the database and ends whatever session still uses it.</summary>
    public Task DropDatabaseAsync(string database, CancellationToken ct = default) =>
        ExecuteAsync($"drop database if exists {Named(database)} with (force)", ct);

    private async Task CreateAsync(string database, CancellationToken ct)
    {
        // Without a membership, an administrator who is no superuser could not hand the database over.
        await ExecuteAsync($"grant {Owner} to current_user", ct);
        try
        {
            await ExecuteAsync($"create database {database} owner {Owner} encoding 'UTF8' template template0", ct);
        }
        catch (PostgresException other) when (other.SqlState
            is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another start made it since we looked.
        }
    }

    private static string Named(string database) => Plain().IsMatch(database)
        ? database
        : throw new ArgumentException(
            "The name of a database is at most 63 of a-z, 0-9 and _, a letter first.", nameof(database));

    private async Task<bool> ExistsAsync(string query, string name, CancellationToken ct)
    {
        await using var command = administrator.CreateCommand(query);
        command.Parameters.AddWithValue(name);
        await using var rows = await command.ExecuteReaderAsync(ct);
        return await rows.ReadAsync(ct);
    }

    private async Task ExecuteAsync(string sql, CancellationToken ct)
    {
        await using var command = administrator.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(ct);
    }

    [GeneratedRegex("^[a-z][a-z0-9_]{0,62}$")]
    private static partial Regex Plain();
}

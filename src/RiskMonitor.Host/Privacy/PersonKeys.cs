using System.Security.Cryptography;
using Npgsql;
using RiskMonitor.Host.Access;

namespace RiskMonitor.Host.Privacy;

/// <summary>
/// One key per person, wrapped by a key that is not in the database. Without it, what they wrote is noise.
/// </summary>
public sealed class PersonKeys(NpgsqlDataSource source, HostSettings settings)
{
    /// <summary>SQL that may be run again and again, by the schema's owner.</summary>
    public static readonly string Tables = """
        create schema if not exists privacy;
        create table if not exists privacy.person_key (
            person text primary key,
            key_id text not null unique,
            wrapped bytea not null);
        """;

    /// <summary>Rights of the runtime role; erasing a key is another role's work.</summary>
    public static readonly string Rights = """
        grant usage on schema privacy to {0};
        grant select, insert on privacy.person_key to {0};
        """;

    private const int KeyBytes = 32;

    private readonly Lazy<byte[]> wrapping = new(() => WrappingKeyIn(settings.KeyFolder));

    /// <summary>The person's key; made at first need.</summary>
    public async Task<(string Id, byte[] Key)> OfAsync(OfficerId person, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var insert = new NpgsqlCommand(
            "insert into privacy.person_key values ($1, $2, $3) on conflict do nothing", connection)
        {
            Parameters =
            {
                new() { Value = person.Value },
                new() { Value = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)) },
                new() { Value = Cipher.Seal(wrapping.Value, RandomNumberGenerator.GetBytes(KeyBytes), person.Value) },
            },
        };
        await insert.ExecuteNonQueryAsync(ct);
        await using var select = new NpgsqlCommand(
            "select key_id, wrapped from privacy.person_key where person = $1", connection)
        {
            Parameters = { new() { Value = person.Value } },
        };
        await using var row = await select.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        return (row.GetString(0), Cipher.Open(wrapping.Value, row.GetFieldValue<byte[]>(1), person.Value));
    }

    /// <summary>Null when the key was erased.</summary>
    public async Task<byte[]?> FindAsync(string keyId, CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            "select person, wrapped from privacy.person_key where key_id = $1");
        command.Parameters.Add(new() { Value = keyId });
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct)
            ? Cipher.Open(wrapping.Value, row.GetFieldValue<byte[]>(1), row.GetString(0))
            : null;
    }

    private static byte[] WrappingKeyIn(string folder)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "privacy.key");
        if (!File.Exists(file))
        {
            OwnerOnlyFile.Create(file, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes)));
        }

        return Convert.FromHexString(File.ReadAllText(file));
    }
}

using System.Security.Cryptography;
using System.Text.Json;
using NodaTime;
using RiskMonitor.Collateral;
using RiskMonitor.Host.Access;
using RiskMonitor.Host.Cli;
using RiskMonitor.Wire;

namespace RiskMonitor.Host.Oversight;

/// <summary>The keys of serial commitments: <c>serial-keys.json</c> in the supervisor's key folder.</summary>
/// <remarks>
/// A new key does not end the one before at once: over a window commitments are made under both, so that what was
/// filed under the old key still matches while it is filed again. No key leaves the folder, and none is ever made
/// without being asked for: commitments under another key match nothing.
/// </remarks>
public sealed class SerialKeys
{
    private const int KeyBytes = 32; // as long as the hash (RFC 2104, 3)
    private const int IdDigits = 16;

    private readonly string file;

    private SerialKeys(string file, IReadOnlyList<SerialKey> all) => (this.file, All) = (file, all);

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<SerialKey> All { get; private set; }

    /// <exception cref="CommandFailedException">The file holds something else.</exception>
    public static SerialKeys In(string folder)
    {
        var file = Path.Combine(folder, "serial-keys.json");
        if (!File.Exists(file))
        {
            return new SerialKeys(file, []);
        }

        try
        {
            var stored = JsonSerializer.Deserialize<Stored[]>(File.ReadAllText(file), Json.Options)!;
            return new SerialKeys(file, [.. stored.Select(Read)]);
        }
        catch (Exception broken) when (broken is JsonException or FormatException)
        {
            throw new CommandFailedException(ExitCode.Unavailable, $"{file} holds no serial keys.", broken);
        }
    }

    /// <summary>The keys under which a serial is committed at that time, the newest first.</summary>
    public IReadOnlyList<SerialKey> At(Instant now) => [.. All.Where(key => !(key.Until <= now)).Reverse()];

    /// <summary>A new key; the one before goes on beside it over the window.</summary>
    /// <exception cref="CommandFailedException">Another command is at it.</exception>
    public SerialKey Make(Instant now, Duration window)
    {
        var secret = RandomNumberGenerator.GetBytes(KeyBytes);
        var id = Convert.ToHexStringLower(SHA256.HashData(secret))[..IdDigits];
        var made = new SerialKey(id, now, Until: null, secret);
        SerialKey[] before = [.. All.Select(key => key.Until is null ? key.EndingAt(now + window) : key)];
        Write([.. before, made]);
        return made;
    }

    private void Write(IReadOnlyList<SerialKey> keys)
    {
        var next = $"{file}.new";
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        if (!OwnerOnlyFile.TryCreate(next, JsonSerializer.Serialize(keys.Select(key => key.ToStored()), Json.Options)))
        {
            throw new CommandFailedException(
                ExitCode.Unavailable, $"Another command makes a key, or was killed while it did: see {next}.");
        }

        File.Move(next, file, overwrite: true);
        All = keys;
    }

    private static SerialKey Read(Stored stored) =>
        Convert.FromHexString(stored.Secret) is { Length: KeyBytes } secret
            ? new SerialKey(stored.Id, stored.Made, stored.Until, secret)
            : throw new FormatException("A serial key has 32 bytes.");

    internal sealed record Stored(string Id, Instant Made, Instant? Until, string Secret);
}

/// <summary>One key, which commits and does not tell itself.</summary>
/// <param name="Id">Start of its SHA-256.</param>
/// <param name="Until">It is not used from then on; null for the newest one.</param>
public sealed class SerialKey(string Id, Instant Made, Instant? Until, byte[] secret)
{
    public string Id { get; } = Id;

    public Instant Made { get; } = Made;

    public Instant? Until { get; } = Until;

    /// <exception cref="FormatException">What is given is no serial.</exception>
    public SerialCommitment Commit(string serial) => SerialNumber.Commit(serial, secret);

    internal SerialKey EndingAt(Instant until) => new(Id, Made, until, secret);

    internal SerialKeys.Stored ToStored() => new(Id, Made, Until, Convert.ToHexStringLower(secret));
}

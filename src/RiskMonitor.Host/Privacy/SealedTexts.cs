using System.Security.Cryptography;
using System.Text;
using RiskMonitor.Alerts;

namespace RiskMonitor.Host.Privacy;

/// <summary>Seals what a person writes under that person's key, and opens it for those who may read it.</summary>
public sealed class SealedTexts(PersonKeys keys)
{
    /// <summary>Stands where the key was erased.</summary>
    public static readonly string Erased = "(erased)";

    public async Task<SealedText> SealAsync(OfficerId person, string text, CancellationToken ct)
    {
        var (id, key) = await keys.OfAsync(person, ct);
        return new SealedText(id, Convert.ToBase64String(Cipher.Seal(key, Encoding.UTF8.GetBytes(text), id)));
    }

    public async Task<string> OpenAsync(SealedText text, CancellationToken ct)
    {
        if (await keys.FindAsync(text.KeyId, ct) is not { } key)
        {
            return Erased;
        }

        try
        {
            return Encoding.UTF8.GetString(Cipher.Open(key, Convert.FromBase64String(text.Cipher), text.KeyId));
        }
        catch (CryptographicException)
        {
            return "(changed since it was written)";
        }
    }

    /// <summary>The comment of an event of a person; null where the event has none.</summary>
    public async Task<string?> OpenAsync(object data, CancellationToken ct) => data switch
    {
        AlertAcknowledged { Comment: var text } => await OpenAsync(text, ct),
        AlertCommented { Comment: var text } => await OpenAsync(text, ct),
        AlertEscalated { Comment: var text } => await OpenAsync(text, ct),
        AlertDismissalProposed { Comment: var text } => await OpenAsync(text, ct),
        AlertDismissed { Comment: var text } => await OpenAsync(text, ct),
        AlertResolved { Comment: var text } => await OpenAsync(text, ct),
        AlertReopened { Comment: var text } => await OpenAsync(text, ct),
        _ => null,
    };
}

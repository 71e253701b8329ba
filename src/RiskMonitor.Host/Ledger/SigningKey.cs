using System.Security.Cryptography;
using RiskMonitor.Host.Access;
using RiskMonitor.Ledger;
using RiskMonitor.Verifier;

namespace RiskMonitor.Host.Ledger;

/// <summary>The ledger's Ed25519 key. What it signs, anybody can check with <see cref="VerifierKey"/>.</summary>
public sealed class SigningKey
{
    private readonly Ed25519Signer signer;

    private readonly NoteKey note;

    private SigningKey(string name, Ed25519Signer signer) => (this.signer, note) = (signer, signer.Named(name));

    /// <summary>As C2SP writes it: <c>name+id+base64(type, public key)</c>.</summary>
    public string VerifierKey => note.ToString();

    /// <summary>Makes a key at the first start.</summary>
    /// <exception cref="InvalidOperationException">The file holds something else.</exception>
    public static SigningKey ReadOrCreate(string file, string name)
    {
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            var seed = RandomNumberGenerator.GetHexString(2 * Ed25519Signer.SeedLength, lowercase: true);
            OwnerOnlyFile.Create(file, seed);
        }

        try
        {
            return new(name, Ed25519Signer.FromSeed(Convert.FromHexString(File.ReadAllText(file).Trim())));
        }
        catch (FormatException broken)
        {
            throw new InvalidOperationException($"{file} is not a seed of 64 hexadecimal digits.", broken);
        }
    }

    /// <summary>The signed note of a checkpoint, ready to be given away.</summary>
    public string Sign(Checkpoint checkpoint) =>
        SignedNote.Sign(checkpoint.ToString(), note, signer.Sign).ToString();

    /// <summary>Whether this key signed the note.</summary>
    public bool HasSigned(SignedNote signed) => signed.IsSignedBy(note, Ed25519Verifier.Verify);
}

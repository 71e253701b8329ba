using Microsoft.AspNetCore.WebUtilities;
using RiskMonitor.Host.Api;

namespace RiskMonitor.Host.Filing;

/// <summary>
/// The file of a form, which must be its last part: whoever reads it to its end is told of another before anything of
/// the file is kept.
/// </summary>
internal sealed class LastPart(Stream file, MultipartReader parts) : ReadOnlyStream
{
    public override int Read(Span<byte> buffer) =>
        throw new NotSupportedException("A body is read without blocking.");

    /// <exception cref="ProblemException">Another part comes after the file.</exception>
    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await file.ReadAsync(buffer, cancellationToken);
        return read > 0 || buffer.IsEmpty || await NativeForm.NextAsync(parts, cancellationToken) is null
            ? read
            : throw new ProblemException("malformed", "The declaration comes before the file, and nothing after it.");
    }
}

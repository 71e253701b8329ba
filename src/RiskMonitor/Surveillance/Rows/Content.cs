using System.Buffers.Binary;
using System.Security.Cryptography;
using RiskMonitor.Alerts;
using RiskMonitor.Units;

namespace RiskMonitor.Surveillance.Rows;

/// <summary>Everything that an assessment says, but for its day, as half of a SHA-256.</summary>
/// <remarks>Only ever compared within one run of the program: it is neither stored nor part of any digest.</remarks>
internal sealed class Content
{
    private readonly ContentBuffer bytes = new();
    private readonly Dictionary<Sequence<Indicator>, UInt128> shared = new(ReferenceEqualityComparer.Instance);

    /// <summary>Zero for nothing at all.</summary>
    public UInt128 Of(Assessment? assessment)
    {
        if (assessment is null)
        {
            return UInt128.Zero;
        }

        // Facilities, borrowers and groups are read by no rule, and often say the same of the same day.
        var indicators = Of(assessment.Indicators, isShared: assessment.Readings.Count == 0);
        bytes.Reset();
        Write(assessment, indicators);
        return Hash();
    }

    /// <summary>What one event asked for is judged: nobody asks for these indicators again.</summary>
    public void Forget() => shared.Clear();

    private UInt128 Of(Sequence<Indicator> indicators, bool isShared)
    {
        if (isShared && shared.TryGetValue(indicators, out var known))
        {
            return known;
        }

        bytes.Reset();
        Write(indicators.Count);
        foreach (var indicator in indicators)
        {
            Write(indicator);
        }

        var hash = Hash();
        if (isShared)
        {
            shared.Add(indicators, hash);
        }

        return hash;
    }

    private UInt128 Hash()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes.Written, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    private void Write(Assessment assessment, UInt128 indicators)
    {
        Write(assessment.Subject);
        Write(assessment.Jurisdiction.Value);
        Write(assessment.Group);
        Write(assessment.Parties.Count);
        foreach (var party in assessment.Parties)
        {
            Write(party.Value);
        }

        Write(assessment.Policy.Version);
        Write(assessment.Policy.Hash);
        bytes.Write(indicators);
        Write(assessment.Readings.Count);
        foreach (var reading in assessment.Readings)
        {
            Write(reading);
        }

        Write(assessment.Exposures.Count);
        foreach (var leaf in assessment.Exposures)
        {
            Write(leaf);
        }
    }

    private void Write(Indicator indicator)
    {
        Write(indicator.Name);
        Write(indicator.Unit);
        indicator.WriteTo(bytes);
        Write(indicator.Missing);
    }

    private void Write(Reading reading)
    {
        Write(reading.Rule);
        Write(reading.Raising);
        Write(reading.Standing);
        Write((int)reading.Severity);
        Write(reading.Measures.Count);
        foreach (var measure in reading.Measures)
        {
            Write(measure.Name);
            Write(measure.Unit);
            Write(measure.Low);
            Write(measure.High);
            Write(measure.Bound);
        }

        Write(reading.Attributes.Count);
        foreach (var attribute in reading.Attributes)
        {
            Write(attribute);
        }

        Write(reading.UnsupportedDebt?.Currency.Value);
        Write(reading.UnsupportedDebt?.Amount);
    }

    private void Write(ExposureLeaf leaf)
    {
        Write(leaf.Facility?.Value);
        Write(leaf.Pool.Value);
        Write(leaf.Lender?.Value);
        Write(leaf.Borrower?.Value);
        Write(leaf.Guarantors.Count);
        foreach (var guarantor in leaf.Guarantors)
        {
            Write(guarantor.Value);
        }

        Write(leaf.Jurisdiction.Value);
        Write(leaf.Chip.Value);
        Write(leaf.Currency.Value);
        Write(leaf.Debt);
        Write(leaf.ValueAppraised);
        Write(leaf.ValueInUseLow);
        Write(leaf.ValueInUseCentral);
        Write(leaf.ValueInUseHigh);
        Write(leaf.CommercialHours?.Value);
        Write(leaf.InstalledHours?.Value);
        Write(leaf.Missing);
    }

    private void Write(Verdict verdict)
    {
        Write(verdict is Verdict.Breach ? 1 : verdict is Verdict.Clear ? 2 : 3);
        Write((verdict as Verdict.Inconclusive)?.Why);
    }

    private void Write(Reason? reason)
    {
        Write(reason is null ? -1 : (int)reason.Kind);
        Write(reason?.Detail);
    }

    private void Write(Figure? figure)
    {
        Write(figure is { } known ? known.IsInfinite ? 2 : 1 : 0);
        Write(figure?.Value);
    }

    private void Write(decimal? value) => bytes.Write(value);

    private void Write(int number) => bytes.Write(number);

    private void Write(string? text) => bytes.Write(text);
}

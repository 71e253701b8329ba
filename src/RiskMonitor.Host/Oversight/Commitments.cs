namespace RiskMonitor.Host.Oversight;

/// <summary>What became of a list of serials. The serials themselves are not kept.</summary>
/// <param name="Keys">Ids of the keys, the newest first.</param>
/// <param name="Made">Of each serial, in the order given, its commitment under each key.</param>
public sealed record Commitments(IReadOnlyList<string> Keys, IReadOnlyList<IReadOnlyList<string>> Made)
{
    /// <exception cref="FormatException">
    /// Some are no serials. All of them are named, by their line and never by what stood there.
    /// </exception>
    public static Commitments Of(IReadOnlyList<string?> serials, IReadOnlyList<SerialKey> keys)
    {
        var made = new List<IReadOnlyList<string>>(serials.Count);
        var refused = new List<string>();
        for (var index = 0; index < serials.Count; index++)
        {
            try
            {
                var serial = serials[index] ?? "";
                made.Add([.. keys.Select(key => key.Commit(serial).Value)]);
            }
            catch (FormatException broken)
            {
                refused.Add($"line {index + 1}: {broken.Message}");
            }
        }

        return refused.Count == 0
            ? new Commitments([.. keys.Select(key => key.Id)], made)
            : throw new FormatException(string.Join('\n', refused));
    }
}

using NodaTime;
using NodaTime.Text;
using RiskMonitor.Host.Native.Bills;
using RiskMonitor.Surveillance;
using RiskMonitor.Units;
using RiskMonitor.Utilization;

namespace RiskMonitor.Host.Native.LlmGateway;

/// <summary>
/// Answers of a language model as a gateway logs them, one JSON object after another, of which the <c>usage</c> is
/// read: becomes <c>tokens-served</c>, a block of hourly windows for each pool, model and local day.
/// </summary>
public sealed class LlmGatewayFormat : INativeFormat
{
    private static readonly Duration Hour = Duration.FromHours(1);

    public string Name => "llm-gateway";

    public string Says => "JSON lines of a gateway's log with the usage of each call";

    public IEnumerable<NativeRow> Read(Stream file, Declaration declaration)
    {
        var days = new SortedDictionary<string, ServedDay>(StringComparer.Ordinal);
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (row, wrong) in NativeJson.Objects(file))
        {
            if (wrong is not null)
            {
                yield return wrong;
                continue;
            }

            var cells = new NativeCells(row!);
            var id = cells.Text("id");
            var (time, model, tokens) = (Time(row!, cells), cells.Text("model"), Usage.Of(row!, cells));
            var use = BilledRow.UseOf(row!, cells, declaration, "model");
            if (!cells.AreRight)
            {
                yield return cells.Refused();
            }
            else if (known.Add(id))
            {
                var day = time!.Value.InZone(declaration.Zone).Date;
                var key = $"{use!.Pool.Value}\u001F{model}\u001F{LocalDatePattern.Iso.Format(day)}";
                if (!days.TryGetValue(key, out var served))
                {
                    days.Add(key, served = new ServedDay(use.Pool, model, day, cells.Line));
                }

                served.Add(WindowOf(time.Value, day, declaration.Zone), tokens!);
            }
        }

        foreach (var day in days.Values)
        {
            yield return Block(day, declaration);
        }
    }

    /// <summary>Hours since the local day began.</summary>
    private static int WindowOf(Instant time, LocalDate day, DateTimeZone zone) =>
        (int)(time - zone.AtStartOfDay(day).ToInstant()).TotalHours;

    private static NativeRow Block(ServedDay day, Declaration declaration)
    {
        var start = declaration.Zone.AtStartOfDay(day.Day).ToInstant() + (Hour * day.First);
        var prices = declaration.TokenPrices?.TryGetValue(day.Model, out var declared) == true
            ? Disclosed.Of(declared)
            : Disclosed.Not<TokenPrices>("not-collected");
        return NativeRow.Of(day.Line, new NativeFact(
            NativeId.Of("llm-gateway", day.Pool.Value, day.Model, LocalDatePattern.Iso.Format(day.Day)),
            start,
            Evidence.Measured,
            $"llm-gateway {(day.Model.Length <= 200 ? day.Model : day.Model[..200])}",
            new TokensServed(day.Pool, start, Hour, day.Model, day.Windows(), prices)));
    }

    /// <summary>Seconds since 1970 in <c>created</c>, or a time with an offset in <c>timestamp</c>.</summary>
    private static Instant? Time(NativeTableRow row, NativeCells cells)
    {
        if (row["created"] is null)
        {
            return cells.Time("timestamp");
        }

        return cells.Count("created") is { } seconds ? Instant.FromUnixTimeSeconds(seconds) : null;
    }
}

using NodaTime;
using RiskMonitor.Alerts;
using RiskMonitor.Analytics;
using RiskMonitor.Surveillance.Pools;
using RiskMonitor.Units;
using RiskMonitor.Utilization;

namespace RiskMonitor.Surveillance.Kinds;

/// <summary>Hours of one day that energy is held against.</summary>
/// <param name="Installed">Card-hours that were there.</param>
/// <param name="Active">Reported.</param>
/// <param name="Billed">Billed under contracts that reserve nothing.</param>
internal readonly record struct ClaimedHours(decimal Installed, decimal Active, decimal Billed);

/// <summary>Reads the signs of each day from meters, counters and gateways, each over the week that ends with it.
/// </summary>
/// <param name="hoursOf">Hours of a day; null where use was not reported.</param>
internal sealed class SignReader(
    Knowledge knowledge, PoolState pool, DateTimeZone zone, LocalDate from, LocalDate to,
    Func<LocalDate, ClaimedHours?> hoursOf)
{
    private const decimal JoulesPerKilowattHour = 3_600_000m;
    private const decimal WattsPerKilowatt = 1_000m;

    private static readonly Reason Energy = Reason.Missing("energy");
    private static readonly Reason HourlyEnergy = Reason.Missing("hourly-energy");
    private static readonly Reason TensorHours = Reason.Missing("tensor");
    private static readonly Reason Tokens = Reason.Missing("tokens");
    private static readonly Reason Power = Reason.Missing("chip-power");

    private readonly Meters meters = new(knowledge, pool.Key, zone, Back(from), to);
    private readonly ChipPower? power = ChipPower.Of(pool.Registered!.Chip);
    private readonly Dictionary<LocalDate, (Sign Active, Sign Billed)> residuals = [];
    private readonly SortedDictionary<Instant, (decimal Tensor, decimal Active)> tensor =
        TensorOf(knowledge, pool.Key, zone.AtStartOfDay(Back(from)).ToInstant());

    private readonly SortedDictionary<(Instant, string), long> tokens =
        TokensOf(knowledge, pool.Key, zone.AtStartOfDay(Back(from)).ToInstant());

    public DaySigns On(LocalDate day) => new(
        Residual(day, residual => residual.Active),
        Residual(day, residual => residual.Billed),
        Flat(day),
        Tensor(day),
        TokensOdd(day));

    private static LocalDate Back(LocalDate day) => day.PlusDays(1 - KindBounds.TrailingDays.Whole);

    /// <summary>
    /// The median over the days of the week: a day whose meter was misread moves it no further than another.
    /// </summary>
    private Sign Residual(LocalDate day, Func<(Sign Active, Sign Billed), Sign> which)
    {
        if (power is null)
        {
            return Sign.Not(Power);
        }

        var known = new List<Sign>();
        for (var one = Back(day); one <= day; one = one.PlusDays(1))
        {
            var sign = which(residuals.TryGetValue(one, out var kept) ? kept : residuals[one] = OfDay(one, power));
            if (sign.Missing is null)
            {
                known.Add(sign);
            }
        }

        return known.Count < KindBounds.LeastDays.Whole ? Sign.Not(Energy) : Sign.Below(
            Median(known.Select(sign => sign.Low)), Median(known.Select(sign => sign.High)),
            KindBounds.EnergyResidual.Value.Value);
    }

    private (Sign Active, Sign Billed) OfDay(LocalDate day, ChipPower draws)
    {
        if (hoursOf(day) is not { } hours || meters.Day(day) is not { } metered)
        {
            return (Sign.Not(Energy), Sign.Not(Energy));
        }

        return (
            Of(metered, hours.Installed, hours.Active, draws),
            Of(metered, hours.Installed, Math.Max(hours.Active, hours.Billed), draws));
    }

    /// <summary>(E / overhead − E_exp) / E_exp, with E_exp = P_idle·(H − C) + P_active·C.</summary>
    private static Sign Of(decimal metered, decimal installed, decimal active, ChipPower draws)
    {
        var idle = Math.Max(installed - active, 0m);
        var least = ((draws.Idle.Low.Value * idle) + (draws.Active.Low.Value * active)) / WattsPerKilowatt;
        var most = ((draws.Idle.High.Value * idle) + (draws.Active.High.Value * active)) / WattsPerKilowatt;
        return least <= 0m ? Sign.Not(Energy) : new Sign(
            null, (metered / KindBounds.OverheadHigh.Value.Value / most) - 1m,
            (metered / KindBounds.OverheadLow.Value.Value / least) - 1m, Missing: null);
    }

    private Sign Flat(LocalDate day) =>
        meters.Hourly(Back(day), day) is not { } hours ? Sign.Not(HourlyEnergy)
        : Dispersion.OfMean([.. hours.Select(hour => (double)hour)]) is not { } variation ? Sign.Not(HourlyEnergy)
        : Sign.Below(
            Ratio.Quantize(variation).Value, Ratio.Quantize(variation).Value, KindBounds.FlatVariation.Value.Value);

    private Sign Tensor(LocalDate day)
    {
        var (start, end) = Week(day);
        var (pipes, active) = (0m, 0m);
        foreach (var (_, window) in tensor.Where(window => window.Key >= start && window.Key < end))
        {
            (pipes, active) = (pipes + window.Tensor, active + window.Active);
        }

        return active <= 0m ? Sign.Not(TensorHours) : Sign.Above(
            Doubt.Rounded(pipes / active), Doubt.Rounded(pipes / active), KindBounds.TensorBusy.Value.Value);
    }

    /// <summary>Holds where no energy per token within the interval is one that a model needs.</summary>
    private Sign TokensOdd(LocalDate day)
    {
        var (start, end) = Week(day);
        var here = tokens.Where(window => window.Key.Item1 >= start && window.Key.Item1 < end).ToList();
        if (here.Count == 0 || power?.JoulesPerToken is not { } band)
        {
            return Sign.Not(here.Count == 0 ? Tokens : Power);
        }

        var energy = 0m;
        for (var one = Back(day); one <= day; one = one.PlusDays(1))
        {
            if (meters.Day(one) is not { } metered)
            {
                return Sign.Not(Energy);
            }

            energy += metered * JoulesPerKilowattHour;
        }

        var served = here.Sum(window => (decimal)window.Value);
        if (served <= 0m)
        {
            return new Sign(energy > 0m ? true : null, 0m, 0m, energy > 0m ? null : Tokens);
        }

        var low = Doubt.Rounded(energy / KindBounds.OverheadHigh.Value.Value / served);
        var high = Doubt.Rounded(energy / KindBounds.OverheadLow.Value.Value / served);
        var (least, most) = (band.Low.Value / KindBounds.TokenBand.Value.Value,
            band.High.Value * KindBounds.TokenBand.Value.Value);
        bool? holds = high < least || low > most ? true : low >= least && high <= most ? false : null;
        return new Sign(holds, low, high, Missing: null);
    }

    private (Instant Start, Instant End) Week(LocalDate day) =>
        (zone.AtStartOfDay(Back(day)).ToInstant(), zone.AtStartOfDay(day.PlusDays(1)).ToInstant());

    private static decimal Median(IEnumerable<decimal> numbers) =>
        Ratio.Quantize(Dispersion.Median([.. numbers.Select(number => (double)number)])!.Value).Value;

    private static SortedDictionary<Instant, (decimal Tensor, decimal Active)> TensorOf(
        Knowledge knowledge, string pool, Instant since)
    {
        var windows = new SortedDictionary<Instant, (decimal, decimal)>();
        foreach (var block in knowledge.About<UtilizationReported>(pool)
            .Where(block => block.Data.Start + (block.Data.Step * block.Data.Active.Count) > since))
        {
            for (var window = 0; window < (block.Data.TensorActive?.Count ?? 0); window++)
            {
                windows[block.Data.Start + (block.Data.Step * window)] =
                    (block.Data.TensorActive![window].Value, block.Data.Active[window].Value);
            }
        }

        return windows;
    }

    /// <summary>Output tokens, shown or not, by window and model.</summary>
    private static SortedDictionary<(Instant, string), long> TokensOf(Knowledge knowledge, string pool, Instant since)
    {
        var windows = new SortedDictionary<(Instant, string), long>(
            Comparer<(Instant Time, string Model)>.Create((left, right) => left.Time != right.Time
                ? left.Time.CompareTo(right.Time)
                : string.CompareOrdinal(left.Model, right.Model)));
        foreach (var block in knowledge.About<TokensServed>(pool)
            .Where(block => block.Data.Start + (block.Data.Step * block.Data.Served.Count) > since))
        {
            for (var window = 0; window < block.Data.Served.Count; window++)
            {
                windows[(block.Data.Start + (block.Data.Step * window), block.Data.Model)] =
                    block.Data.Served[window].Output + block.Data.Served[window].Reasoning;
            }
        }

        return windows;
    }
}

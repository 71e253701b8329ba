using NodaTime;
using RiskMonitor.Billing;
using RiskMonitor.Collateral;
using RiskMonitor.Policy;
using RiskMonitor.Units;
using RiskMonitor.Utilization;

namespace RiskMonitor.Surveillance.Findings;

/// <summary>
/// DQ-IMPLAUSIBLE: hours that break the laws of hours beyond the policy's tolerance, counters that seem to have changed
/// their unit, and bills that were paid more than once. The facts are kept as they are; nothing is capped.
/// </summary>
internal sealed class Implausible(Knowledge knowledge, PolicyBook policies, Scopes scopes, FindingLog log)
{
    private const string Rule = "DQ-IMPLAUSIBLE";
    private const string BeyondAllocated = "active beyond allocated";
    private const string BeyondDay = "more than 24 card-hours per card and day";
    private const string BeyondInstalled = "allocated beyond installed";
    private const string SmBeyondActive = "multiprocessors busier than the engine";
    private const string TensorBeyondSm = "tensor pipes busier than the multiprocessors";
    private const string UnitChanged = "unit changed with the exporter's version";

    private static readonly string[] Laws =
        [BeyondAllocated, BeyondDay, BeyondInstalled, SmBeyondActive, TensorBeyondSm, UnitChanged];

    public void Notice(FactChange change)
    {
        switch (change.Data)
        {
            case UtilizationReported:
                Block(change);
                break;
            case PoolRegistered { Pool: var pool }:
                Pool(pool);
                break;
            case CardsCommissioned { Pool: var pool }:
                Pool(pool);
                break;
            case CardsRetired { Pool: var pool }:
                Pool(pool);
                break;
            case BillIssued or BillCredited or PaymentReceived:
                Bill(((IFact)change.Data).Stream);
                break;
        }
    }

    public void PolicyChanged(Jurisdiction jurisdiction)
    {
        var registered = knowledge.All<PoolRegistered>().Where(pool => jurisdiction.Covers(pool.Data.Jurisdiction))
            .Select(pool => pool.Data.Pool).Distinct().OrderBy(pool => pool.Value, StringComparer.Ordinal);
        foreach (var pool in registered.ToList())
        {
            Pool(pool);
        }
    }

    private void Block(FactChange change)
    {
        if (change.Before is Stated<UtilizationReported> before)
        {
            foreach (var law in Laws)
            {
                log.Close(Rule, ((IFact)before.Data).Stream, On(law, before.Data));
            }
        }

        if (BoundsOf($"pool/{((UtilizationReported)change.Data).Pool}") is not { } bounds)
        {
            return;
        }

        var blocks = knowledge.About<UtilizationReported>($"pool/{((UtilizationReported)change.Data).Pool}");
        var index = blocks.Count - 1;
        for (var time = (change.After ?? change.Before!).ValidTime; index > 0 && blocks[index - 1].ValidTime >= time;)
        {
            index--; // blocks mostly come in their order, so that this is the last one
        }

        for (var last = Math.Min(index + 1, blocks.Count - 1); index >= 0 && index <= last; index++)
        {
            Check(blocks, index, bounds); // the block after it is looked at beside another one now
        }
    }

    private void Pool(PoolId pool)
    {
        if (BoundsOf($"pool/{pool}") is not { } bounds)
        {
            return;
        }

        var blocks = knowledge.About<UtilizationReported>($"pool/{pool}");
        for (var index = 0; index < blocks.Count; index++)
        {
            Check(blocks, index, bounds);
        }

        foreach (var stream in knowledge.About<BillIssued>($"pool/{pool}").Select(bill => ((IFact)bill.Data).Stream)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList())
        {
            Bill(stream);
        }
    }

    private void Check(IReadOnlyList<Stated<UtilizationReported>> blocks, int index, DataQualityBounds bounds)
    {
        var block = blocks[index];
        var broken = Broken(block.Data, index > 0 ? blocks[index - 1].Data : null, bounds);
        var stream = ((IFact)block.Data).Stream;
        if (broken.Count == 0 && !log.HasAny(Rule, stream))
        {
            return;
        }

        foreach (var law in Laws)
        {
            if (broken.Contains(law))
            {
                log.Open(Rule, stream, On(law, block.Data), block.Data.Start.InUtc().Date, block.Id.Source);
            }
            else
            {
                log.Close(Rule, stream, On(law, block.Data));
            }
        }
    }

    private static string On(string law, UtilizationReported block) =>
        $"{law} from {NodaTime.Text.InstantPattern.General.Format(block.Start)}";

    private List<string> Broken(UtilizationReported block, UtilizationReported? before, DataQualityBounds bounds)
    {
        var broken = new List<string>();
        var most = 1m + bounds.LawTolerance.Value.Value;
        var cards = CardsOn(block.Pool, block.Start + (block.Step * block.Allocated.Count));
        var hours = cards * (decimal)block.Step.TotalTicks / NodaConstants.TicksPerHour;
        var (allocated, active) = (0m, 0m);
        var (beyondAllocated, beyondDay, beyondInstalled) = (false, false, false);
        for (var window = 0; window < block.Allocated.Count; window++)
        {
            var (bound, worked) = (block.Allocated[window].Value, block.Active[window].Value);
            (allocated, active) = (allocated + bound, active + worked);
            beyondAllocated |= worked > bound * most;
            beyondDay |= bound > hours * most;
            beyondInstalled |= bound > (hours - block.Offline[window].Value) * most;
        }

        broken.AddRange(beyondAllocated ? [BeyondAllocated] : []);
        broken.AddRange(beyondDay ? [BeyondDay] : beyondInstalled ? [BeyondInstalled] : []);
        broken.AddRange(Exceeds(block.SmActive, block.Active, most) ? [SmBeyondActive] : []);
        broken.AddRange(
            block.SmActive is { } busy && Exceeds(block.TensorActive, busy, most) ? [TensorBeyondSm] : []);
        if (before is not null && before.Profile.ExporterVersion != block.Profile.ExporterVersion
            && allocated > 0m && active / allocated < bounds.ActiveShareFloor.Value.Value)
        {
            broken.Add(UnitChanged);
        }

        return broken;
    }

    /// <summary>Whether in any window a deeper rung of the ladder stands above the one that holds it.</summary>
    private static bool Exceeds(Sequence<CardHours>? deeper, Sequence<CardHours> rung, decimal most)
    {
        for (var window = 0; window < (deeper?.Count ?? 0); window++)
        {
            if (deeper![window].Value > rung[window].Value * most)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Paid beyond billed; as long as there is no bill, the payment waits for it and is no finding.</summary>
    private void Bill(string stream)
    {
        var bills = knowledge.About<BillIssued>(stream);
        var found = new List<(string, LocalDate)>();
        foreach (var pool in bills.Select(bill => bill.Data.Pool).Distinct()
            .OrderBy(pool => pool.Value, StringComparer.Ordinal))
        {
            if (BoundsOf($"pool/{pool}") is { } bounds && Beyond(stream, pool, bounds))
            {
                found.Add(($"paid beyond billed in {pool}", bills[0].Data.Period.OnDayOfMonth(1)));
            }
        }

        log.Set(Rule, stream, found);
    }

    private bool Beyond(string stream, PoolId pool, DataQualityBounds bounds)
    {
        var billed = knowledge.About<BillIssued>(stream).Where(bill => bill.Data.Pool == pool)
            .Select(bill => bill.Data.Amount).ToList();
        var credited = knowledge.About<BillCredited>(stream).Where(credit => credit.Data.Pool == pool)
            .Select(credit => credit.Data.Amount).ToList();
        var paid = knowledge.About<PaymentReceived>(stream).Where(payment => payment.Data.Pool == pool)
            .Select(payment => payment.Data.Amount).ToList();
        var currency = billed[0].Currency;
        return billed.Concat(credited).Concat(paid).All(amount => amount.Currency == currency)
            && paid.Sum(amount => amount.Amount) > (billed.Sum(amount => amount.Amount)
                - credited.Sum(amount => amount.Amount)) * (1m + bounds.LawTolerance.Value.Value);
    }

    /// <summary>Commissioned and not retired; before the first commissioning, as many as were registered.</summary>
    private int? CardsOn(PoolId pool, Instant until)
    {
        var key = $"pool/{pool}";
        var commissioned = knowledge.About<CardsCommissioned>(key);
        return commissioned.Count > 0
            ? commissioned.Where(fact => fact.ValidTime <= until).Sum(fact => fact.Data.Cards)
                - knowledge.About<CardsRetired>(key).Where(fact => fact.ValidTime <= until).Sum(fact => fact.Data.Cards)
            : knowledge.About<PoolRegistered>(key) is [.., var registered] ? registered.Data.Cards : null;
    }

    private DataQualityBounds? BoundsOf(string pool) =>
        scopes.Of(pool).Jurisdiction is { } place && policies.On(LocalDate.MaxIsoValue, place) is { } policy
            ? policy.Document.Rules.DataQuality
            : null;
}

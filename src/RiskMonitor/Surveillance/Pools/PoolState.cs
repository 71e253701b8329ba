using NodaTime;
using RiskMonitor.Billing;
using RiskMonitor.Collateral;
using RiskMonitor.Units;
using RiskMonitor.Utilization;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>One pool and what was worked out about it. Everything here can be made again from the knowledge.</summary>
internal sealed class PoolState(PoolId id, Knowledge knowledge)
{
    private readonly SortedDictionary<string, string> contractIds = new(StringComparer.Ordinal);
    private readonly Dictionary<int, SortedSet<string>> billedIn = [];
    private readonly Dictionary<int, List<Stated<PaymentMade>>> madeIn = [];
    private readonly Dictionary<int, PoolMonth> months = [];
    private readonly List<(LocalDate From, PartyId Owner)> owners = [];
    private PolicyInForce? policy;
    private HoursLedger? ledger;
    private CardTimeline? cards;
    private List<Contract>? contracts;
    private Appraisals? appraisals;

    public PoolId Id { get; } = id;

    public string Key { get; } = $"pool/{id}";

    /// <summary>Facilities that may be secured on it, by key, ascending: a superset.</summary>
    public OrderedKeys Facilities { get; } = new();

    /// <summary>Trailing figures by the last month that has ended; they hold until a month changes.</summary>
    public Dictionary<int, Trailing> Trailing { get; } = [];

    /// <summary>Days whose closing may change something, with the first day that is then another.</summary>
    public SortedDictionary<LocalDate, LocalDate> Triggers { get; } = [];

    /// <summary>Null while nobody has registered it.</summary>
    public PoolRegistered? Registered { get; private set; }

    public LocalDate RegisteredOn { get; private set; }

    public Currency Currency => Registered!.Currency;

    public CardTimeline Cards => cards ??= new CardTimeline(knowledge, Key, policy!.Zone);

    public Appraisals Appraisals => appraisals ??= new Appraisals(knowledge, Id, policy!.Zone);

    /// <summary>Contracts that are known and ever served by this pool or billed in it, by id.</summary>
    public IReadOnlyList<Contract> Contracts => contracts ??= ReadContracts();

    public bool NeverReportedUse => Ledger.IsEmpty;

    public HoursLedger Ledger => ledger ??= ReadLedger();

    /// <summary>Makes ready for a policy: another zone or floor is another ledger.</summary>
    public void Under(PolicyInForce asked)
    {
        if (!ReferenceEquals(policy, asked))
        {
            ForgetAll();
            policy = asked;
            ReadRegistration();
        }
    }

    public void ReadRegistration()
    {
        var registered = knowledge.About<PoolRegistered>(Key);
        Registered = null;
        owners.Clear();
        foreach (var part in registered)
        {
            if (Registered is null)
            {
                RegisteredOn = DayOf(part.ValidTime);
            }

            Registered = part.Data;
        }

        if (Registered is null)
        {
            return;
        }

        owners.Add((LocalDate.MinIsoValue, Registered.Owner));
        foreach (var transfer in knowledge.About<TitleTransferred>(Key))
        {
            if (transfer.Data.Serials.Count == 0 || transfer.Data.Serials.Count >= Registered.Cards)
            {
                owners.Add((DayOf(transfer.ValidTime), transfer.Data.Buyer));
            }
        }
    }

    /// <summary>Owner at the end of the day: the buyer of the last sale of the whole pool.</summary>
    public PartyId OwnerOn(LocalDate day)
    {
        for (var index = owners.Count - 1; index > 0; index--)
        {
            if (owners[index].From <= day)
            {
                return owners[index].Owner;
            }
        }

        return owners[0].Owner;
    }

    /// <summary>Whether use of the month is judged as final; null where nobody has asked yet.</summary>
    public bool? IsMature(int month) => months.TryGetValue(month, out var made) ? made.IsMature : null;

    /// <summary>Months that changed while immature: when they mature may be another day now.</summary>
    public SortedSet<int> Unread { get; } = [];

    public PolicyInForce? Policy => policy;

    public PoolMonth Month(int month, PoolMonths reader, LocalDate lastClosed)
    {
        if (!months.TryGetValue(month, out var made) || made.NextTrigger <= lastClosed)
        {
            months[month] = made = reader.Read(this, month, policy!, lastClosed);
            if (made.NextTrigger is { } trigger)
            {
                WakeAt(trigger, Months.First(month));
            }
        }

        return made;
    }

    /// <summary>When the day is closed, everything from the first day on is judged again.</summary>
    public void WakeAt(LocalDate trigger, LocalDate first) =>
        Triggers[trigger] = Triggers.TryGetValue(trigger, out var known) ? LocalDate.Min(known, first) : first;

    public IEnumerable<string> ContractsBilledIn(int month) =>
        billedIn.TryGetValue(month, out var ids) ? ids : [];

    public IReadOnlyList<Stated<PaymentMade>> PaymentsMadeIn(int month) =>
        madeIn.TryGetValue(month, out var made) ? made : [];

    public Contract? ContractOf(string contract)
    {
        foreach (var known in Contracts)
        {
            if (string.Equals(known.Id, contract, StringComparison.Ordinal))
            {
                return known;
            }
        }

        return null;
    }

    public Hours HoursIn(int month) =>
        Ledger.Between(Months.DayNumber(Months.First(month)), Months.DayNumber(Months.Last(month)));

    /// <summary>Active hours of the month; null while they are not known.</summary>
    public decimal? ActiveIn(int month) => HoursIn(month) is { IsComplete: true } hours ? hours.Active : null;

    public void Serve(string contract)
    {
        if (contractIds.TryAdd(contract, contract))
        {
            contracts = null;
        }
    }

    public bool IsServing(string contract) => contractIds.ContainsKey(contract);

    public void Bill(string contract, int month)
    {
        Serve(contract);
        if (!billedIn.TryGetValue(month, out var ids))
        {
            billedIn.Add(month, ids = new SortedSet<string>(StringComparer.Ordinal));
        }

        ids.Add(contract);
    }

    public int? FirstBilledMonth => billedIn.Count == 0 ? null : billedIn.Keys.Min();

    public void Pay(Stated<PaymentMade> payment, bool comes)
    {
        var month = Months.Of(payment.Data.Period);
        if (!madeIn.TryGetValue(month, out var made))
        {
            madeIn.Add(month, made = []);
        }

        made.RemoveAll(known => known.Id == payment.Id);
        if (comes)
        {
            made.Add(payment);
        }
    }

    public void Use(FactChange change)
    {
        if (change.Before is null && ledger is not null && change.After is Stated<UtilizationReported> block
            && ledger.Follows(block))
        {
            ledger.Append(block);
        }
        else
        {
            ledger = null;
        }
    }

    /// <summary>First month that waits for the bank's filing; null when none does.</summary>
    public int? FirstAwaitingBank()
    {
        int? first = null;
        foreach (var (month, made) in months)
        {
            first = made.AwaitsBank && !(first < month) ? month : first;
        }

        return first;
    }

    /// <summary>Some figure of it needed an exchange rate.</summary>
    public bool UsesRates { get; set; }

    /// <summary>What its indicators said last, whatever the day: what is said again need not be made again.</summary>
    public Sequence<Indicator> Said { get; set; } = [];

    /// <summary>Who was concerned on the last day that was asked for.</summary>
    public Sequence<PartyId> Parties { get; set; } = [];

    /// <summary>Days, value months and usage months in which something was filed, for coverage.</summary>
    public Receipts Receipts { get; } = new();

    public void ForgetCards()
    {
        cards = null;
        Trailing.Clear();
    }

    public void ForgetContracts()
    {
        contracts = null;
        ForgetMonths();
    }

    public void ForgetAppraisals() => appraisals = null;

    public void ForgetMonth(int month)
    {
        months.Remove(month);
        Trailing.Clear();
    }

    public void ForgetMonths()
    {
        months.Clear();
        Trailing.Clear();
    }

    private void ForgetAll()
    {
        ForgetMonths();
        (ledger, cards, contracts, appraisals) = (null, null, null, null);
    }

    private LocalDate DayOf(Instant instant) => instant.InZone(policy?.Zone ?? DateTimeZone.Utc).Date;

    private List<Contract> ReadContracts()
    {
        var read = new List<Contract>();
        foreach (var contract in contractIds.Keys)
        {
            if (Contract.Read(knowledge, contract, policy!.Zone) is { } known)
            {
                read.Add(known);
            }
        }

        return read;
    }

    private HoursLedger ReadLedger()
    {
        var made = new HoursLedger(policy!.Zone, policy.Document.Rules.DataQuality.ActiveShareFloor.Value.Value);
        foreach (var block in knowledge.About<UtilizationReported>(Key))
        {
            made.Append(block);
        }

        return made;
    }
}

namespace RiskMonitor;

/// <summary>
/// Something that a reporter files about the world. Who filed it and when is in the envelope, not here.
/// </summary>
public interface IFact
{
    /// <summary>
    /// The stream that the fact belongs to, as <c>pool/pool-7</c>: the subject of its filing must equal it.
    /// </summary>
    string Stream { get; }

    /// <summary>What else the fact speaks of. An id that is not known yet waits as unresolved.</summary>
    IEnumerable<Reference> References => [];
}

/// <summary>
/// A mention of another subject: <c>pool</c>, <c>facility</c>, <c>party</c>, <c>contract</c> or <c>lien</c>.
/// </summary>
public readonly record struct Reference(string Kind, string Id)
{
    public static Reference To(PartyId party) => new("party", party.Value);

    public static Reference To(PoolId pool) => new("pool", pool.Value);

    public static Reference To(FacilityId facility) => new("facility", facility.Value);

    public static Reference To(ContractId contract) => new("contract", contract.Value);

    public override string ToString() => $"{Kind}/{Id}";
}

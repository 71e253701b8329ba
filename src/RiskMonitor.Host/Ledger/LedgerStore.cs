using JasperFx;
using JasperFx.Events;
using Marten;
using RiskMonitor.Wire;
using Weasel.Core;

namespace RiskMonitor.Host.Ledger;

/// <summary>How Marten keeps the events. What is set here is decided for the life of the ledger.</summary>
public static class LedgerStore
{
    public static readonly string Schema = "ledger";

    /// <param name="create">
    /// What Marten may change in the schema: everything for the owner who migrates, nothing for the runtime role.
    /// </param>
    public static StoreOptions UseHouseRules(
        this StoreOptions store, string connection, AutoCreate create = AutoCreate.None)
    {
        store.Connection(LedgerSettings.Tuned(connection));
        store.DatabaseSchemaName = Schema;
        store.AutoCreateSchemaObjects = create;
        store.UseSystemTextJsonForSerialization(
            casing: Casing.CamelCase, configure: options => Json.Configure(options)); // enums are ours, too

        store.Events.StreamIdentity = StreamIdentity.AsString;
        store.Events.AppendMode = EventAppendMode.QuickWithServerTimestamps;
        store.Events.MetadataConfig.EnableAll();
        store.Events.MetadataConfig.UserNameEnabled = true; // EnableAll leaves it off
        store.Events.EnableUniqueIndexOnEventId = true; // idempotent filing rests on it
        store.Events.AutoDiscoverTagTypes = false; // else every identifier type gets a table
        store.Listeners.Add(new LeafHeader());

        // A regulator's number must stop, not quietly omit events. Marten's default is to skip.
        store.Projections.Errors.SkipApplyErrors = false;
        store.Projections.Errors.SkipSerializationErrors = false;
        store.Projections.Errors.SkipUnknownEvents = false;

        foreach (var (stored, type) in EventCatalogue.All)
        {
            store.Events.MapEventType(type, stored);
        }

        return store;
    }
}

using Marten;

namespace RiskMonitor.Host.Ledger;

/// <summary>
/// Gives every event that goes in by a Marten session the digest of its record, which the sealer compares with what
/// it finds in the table.
/// </summary>
internal sealed class LeafHeader : DocumentSessionListenerBase
{
    public override Task BeforeSaveChangesAsync(IDocumentSession session, CancellationToken token)
    {
        foreach (var stream in session.PendingChanges.Streams())
        {
            foreach (var e in stream.Events)
            {
                if (e.GetHeader("leaf") is null)
                    e.SetHeader("leaf", LedgerEntry.Digest(LedgerEntry.Canonical(e.Data)));
            }
        }

        return Task.CompletedTask;
    }
}

using RiskMonitor.Collateral;
using RiskMonitor.Units;

namespace RiskMonitor.Filing.Checks;

/// <summary>What of a pool and its cards is impossible on its face.</summary>
internal static class PoolChecks
{
    public static void Check(PoolRegistered pool, Findings findings)
    {
        findings.Count(pool.Cards, 1, "/data/cards");
        findings.Text(pool.Cluster, "/data/cluster");
        findings.NotNegative(pool.PurchaseCost, "/data/purchaseCost");
        Serials.Check(pool.Serials, pool.Cards, "/data/serials", findings);
        Serials.Part(pool.Part, pool.Parts, findings);
    }

    public static void Check(CardsDelivered cards, Findings findings)
    {
        findings.Count(cards.Cards, 1, "/data/cards");
        Serials.Check(cards.Serials, cards.Cards, "/data/serials", findings);
        Serials.Part(cards.Part, cards.Parts, findings);
    }

    public static void Check(CardsCounted count, Findings findings)
    {
        findings.Count(count.Found, 0, "/data/found");
        findings.Count(count.Missing, 0, "/data/missing");
    }

    public static void Check(CardsMoved moved, Findings findings)
    {
        findings.Count(moved.Cards, 1, "/data/cards");
        findings.Differ(moved.From, moved.To, "/data/to");
        findings.Text(moved.ConsentReference, "/data/consentReference");
    }

    public static void Check(CardsReplaced replaced, Findings findings)
    {
        const string At = "/data/replacements";
        Serials.Check([.. replaced.Replacements.Select(pair => pair.Old)], int.MaxValue, At, findings);
        Serials.Check([.. replaced.Replacements.Select(pair => pair.New)], int.MaxValue, At, findings);
        for (var i = 0; i < replaced.Replacements.Count; i++)
        {
            var (old, replacement) = replaced.Replacements[i];
            findings.Differ(old, replacement, Pointer.To(At, i) + "/new");
        }
    }

    public static void Check(CardsRetired retired, Findings findings)
    {
        findings.Count(retired.Cards, 1, "/data/cards");
        Serials.Check(retired.Serials, retired.Cards, "/data/serials", findings);
    }

    public static void Check(TitleTransferred title, Findings findings)
    {
        findings.Differ(title.Seller, title.Buyer, "/data/buyer");
        findings.NotNegative(title.Price, "/data/price");
        Serials.Check(title.Serials, int.MaxValue, "/data/serials", findings);
    }

    public static void Check(PoolLeased lease, Findings findings)
    {
        findings.Differ(lease.Lessor, lease.Lessee, "/data/lessee");
        findings.Term(lease.Start, lease.End, "/data/end");
        if (lease.ParentLease.OrNull() is { } parent)
        {
            findings.Differ(lease.Lease, parent, "/data/parentLease");
        }
    }
}

/// <summary>What of a lien is impossible on its face.</summary>
internal static class LienChecks
{
    public static void Check(LienRegistered lien, Findings findings)
    {
        findings.Number(lien.Number, "/data/number");
        findings.Count(lien.Rank.ValueOrNull(), 1, "/data/rank");
        findings.NotNegative(lien.DebtSecured, "/data/debtSecured");
        findings.Text(lien.Intercreditor, "/data/intercreditor");
        Check(lien.Objects, findings);
        Serials.Part(lien.Part, lien.Parts, findings);
        for (var i = 0; i < lien.PaysOff.Count; i++)
        {
            findings.Number(lien.PaysOff[i].Number, Pointer.To("/data/paysOff", i) + "/number");
        }
    }

    public static void Check(LienAmended lien, Findings findings)
    {
        findings.Number(lien.Number, "/data/number");
        findings.NotNegative(lien.DebtSecured, "/data/debtSecured");
        Check(lien.Objects, findings);
    }

    public static void Check(LienRanked lien, Findings findings)
    {
        findings.Number(lien.Number, "/data/number");
        findings.Count(lien.Rank.ValueOrNull(), 1, "/data/rank");
        findings.Text(lien.Intercreditor, "/data/intercreditor");
    }

    public static void Check(LienAssigned lien, Findings findings)
    {
        findings.Number(lien.Number, "/data/number");
        findings.Differ(lien.From, lien.To, "/data/to");
    }

    private static void Check(LienObjects? objects, Findings findings)
    {
        if (objects is null)
        {
            return;
        }

        if (Given(objects.Serials) + Given(objects.Units) + Given(objects.Claim) != 1)
        {
            findings.Add(FilingRules.LienObjectsNotOne, "/data/objects");
        }

        if (objects.Claim is { } claim && Given(claim.Lease) + Given(claim.Receivable) != 1)
        {
            findings.Add(
                FilingRules.LienObjectsNotOne,
                "/data/objects/claim",
                message: "A claim is that of a lease or a receivable: exactly one of them.");
        }

        findings.Count(objects.Units?.Cards, 1, "/data/objects/units/cards");
        if (objects.Serials is { } serials)
        {
            findings.Count(serials.Count, 1, "/data/objects/serials");
            Serials.Check(serials, int.MaxValue, "/data/objects/serials", findings);
        }
    }

    private static int Given(object? member) => member is null ? 0 : 1;
}

/// <summary>Lists of serial commitments, and the parts in which long ones come.</summary>
internal static class Serials
{
    private const int MostParts = 10_000;

    public static void Check(Sequence<SerialCommitment> serials, int cards, string pointer, Findings findings)
    {
        if (serials.Count == 0)
        {
            return;
        }

        if (serials.Count > FilingLimits.SerialsPerEvent)
        {
            findings.Add(FilingRules.TooManySerials, pointer);
        }

        if (serials.Count > cards)
        {
            findings.Add(FilingRules.SerialsExceedCards, pointer);
        }

        var seen = new HashSet<string>(serials.Count, StringComparer.Ordinal);
        for (var i = 0; i < serials.Count; i++)
        {
            if (!seen.Add(serials[i].Value))
            {
                findings.Add(FilingRules.SerialTwice, Pointer.To(pointer, i), serials[i].Value);
            }
        }
    }

    public static void Part(int? part, int? parts, Findings findings)
    {
        if (part is null && parts is null)
        {
            return;
        }

        if (part is not { } number || parts is not { } all || number < 1 || number > all || all > MostParts)
        {
            findings.Add(FilingRules.PartMalformed, part is null ? "/data/parts" : "/data/part");
        }
    }
}

using NodaTime;
using RiskMonitor.Market;

namespace RiskMonitor.Surveillance.Pools;

/// <summary>The price boards that were asked for, kept until a print changes them.</summary>
internal sealed class Prices(Knowledge knowledge)
{
    private readonly Dictionary<(string Policy, string Chip, string Country), Kept> boards = [];

    public PriceBoard Of(ChipModel chip, Jurisdiction place, PolicyInForce policy)
    {
        var country = CountryOf(place);
        var key = (policy.Stamp.Hash, chip.Value, country.Value);
        if (!boards.TryGetValue(key, out var kept))
        {
            kept = new Kept(chip, country, policy, new PriceBoard(knowledge, policy, chip, country));
            boards.Add(key, kept);
        }

        return kept.Board;
    }

    /// <summary>The boards that a print or its rejection moved, each with its first other day.</summary>
    public IEnumerable<(ChipModel Chip, Jurisdiction Country, LocalDate From)> Notice(FactChange change)
    {
        foreach (var (key, kept) in boards.OrderBy(board => board.Key).ToList())
        {
            if (change is { Before: null, After: Stated<IndexPublished> print } && kept.Board.Follows(print))
            {
                if (Serves(print.Data, kept) && kept.Board.Take(print) is { } from)
                {
                    yield return (kept.Chip, kept.Country, Months.Day(from));
                }
            }
            else if (Concerns(change, kept))
            {
                var board = new PriceBoard(knowledge, kept.Policy, kept.Chip, kept.Country);
                boards[key] = kept with { Board = board };
                if (kept.Board.FirstDifference(board) is { } day)
                {
                    yield return (kept.Chip, kept.Country, Months.Day(day));
                }
            }
        }
    }

    /// <summary>The last of the jurisdictions that hold it.</summary>
    public static Jurisdiction CountryOf(Jurisdiction place)
    {
        var country = place;
        foreach (var holder in place.Lineage())
        {
            country = holder;
        }

        return country;
    }

    private static bool Concerns(FactChange change, Kept kept) =>
        change.Data is PriceRejected
        || Serves(change.Before?.Data, kept)
        || Serves(change.After?.Data, kept);

    private static bool Serves(object? data, Kept kept) => data is IndexPublished print
        && PriceBoard.Serves(print, kept.Policy.Document.Prices, kept.Chip, kept.Country);

    private sealed record Kept(ChipModel Chip, Jurisdiction Country, PolicyInForce Policy, PriceBoard Board);
}

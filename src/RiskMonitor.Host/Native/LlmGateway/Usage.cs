using RiskMonitor.Filing;
using RiskMonitor.Utilization;

namespace RiskMonitor.Host.Native.LlmGateway;

/// <summary>
/// The usage of one call, told apart by the names of its members: vendors count the same tokens differently.
/// </summary>
/// <remarks>
/// OpenAI's prompt_tokens (input_tokens of the Responses interface) hold what was cached, and completion_tokens
/// (output_tokens) what was reasoned. Anthropic's input_tokens hold neither what was read from the cache nor what was
/// written to it.
/// </remarks>
internal static class Usage
{
    /// <summary>Null where something is wrong, which the cells then say.</summary>
    public static TokenCounts? Of(NativeTableRow row, NativeCells cells)
    {
        if (row["usage.prompt_tokens"] is not null)
        {
            return Inclusive(
                cells, "usage.prompt_tokens", "usage.prompt_tokens_details.cached_tokens",
                "usage.completion_tokens", "usage.completion_tokens_details.reasoning_tokens");
        }

        if (row["usage.cache_read_input_tokens"] is not null)
        {
            var (read, anew) = (cells.Count("usage.cache_read_input_tokens"), cells.Count("usage.input_tokens"));
            var (written, output) = (
                Part(cells, "usage.cache_creation_input_tokens"), cells.Count("usage.output_tokens"));
            return cells.AreRight ? new TokenCounts((long)anew!.Value + written, read!.Value, output!.Value, 0) : null;
        }

        if (row["usage.input_tokens"] is not null)
        {
            return Inclusive(
                cells, "usage.input_tokens", "usage.input_tokens_details.cached_tokens",
                "usage.output_tokens", "usage.output_tokens_details.reasoning_tokens");
        }

        cells.Refuse("usage", FilingRules.NativeUnitUnknown, "The line has no usage of a kind that is known.");
        return null;
    }

    private static TokenCounts? Inclusive(
        NativeCells cells, string inputName, string cachedName, string outputName, string reasoningName)
    {
        var (input, output) = (cells.Count(inputName), cells.Count(outputName));
        var (cached, reasoning) = (Part(cells, cachedName), Part(cells, reasoningName));
        if (!cells.AreRight)
        {
            return null;
        }

        if (cached > input || reasoning > output)
        {
            cells.Refuse(
                cached > input ? cachedName : reasoningName, FilingRules.NativeValueImpossible,
                "A part is not more than the whole.");
        }

        if (cells.TextOrNull("usage.total_tokens") is not null
            && cells.Count("usage.total_tokens") != (long)input!.Value + output!.Value)
        {
            cells.Refuse(
                "usage.total_tokens", FilingRules.NativeValueImpossible, "The total is what was read and written.");
        }

        return cells.AreRight
            ? new TokenCounts(input!.Value - cached, cached, output!.Value - reasoning, reasoning)
            : null;
    }

    /// <summary>Vendors leave out a part that is nothing.</summary>
    private static int Part(NativeCells cells, string name) =>
        cells.TextOrNull(name) is null ? 0 : cells.Count(name) ?? 0;
}

using System.Text;
using RiskMonitor.Filing;

namespace RiskMonitor.Host.Native.Telemetry;

/// <summary>What the labels of a sample say: which device, and whose work is on it.</summary>
/// <param name="Device">Null where the labels do not tell.</param>
/// <param name="Allocated">Null where there is no label of a pod or job.</param>
/// <param name="Wrong">Why the samples of this device are not read.</param>
/// <param name="Version">Of the exporter, where a label says it.</param>
internal sealed record LabelSet(
    Device? Device, bool? Allocated, (FilingRule Rule, string Message)? Wrong, string? Version)
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The first of these that is there counts; a scraper's own names come last.</summary>
    private static readonly string[] Hosts =
        ["Hostname", "hostname", "host", "node", "nodename", "kubernetes_node", "instance"];

    private static readonly string[] Ids = ["UUID", "uuid", "gpu_uuid", "vdie_id", "serial", "serial_number"];
    private static readonly string[] Places = ["gpu", "id", "index", "minor_number", "device"];

    /// <summary>
    /// A scraper that adds labels of its own gives those of the exporter another name: then pod is the exporter's.
    /// </summary>
    private static readonly string[] Works =
        ["exported_pod", "exported_container", "exported_namespace", "hpc_job", "pod", "pod_name"];

    private static readonly (FilingRule, string) Garbled =
        (FilingRules.NativeMalformed, "The labels are not written as key=\"value\" in UTF-8.");

    private static readonly (FilingRule, string) Nameless =
        (FilingRules.NativeMalformed, "No label tells the devices of a host apart: UUID, gpu, id or index.");

    private static readonly (FilingRule, string) Homeless =
        (FilingRules.NativeUndeclared,
            $"No label names the host, and exporter/host is not declared. {Declaration.Asked}");

    private static readonly (FilingRule, string) Sliced =
        (FilingRules.NativeUnitUnknown, "The share that a MIG instance has of its card is not in the file.");

    /// <param name="text">What stands between the braces.</param>
    /// <param name="host">Where no label names it.</param>
    public static LabelSet Read(ReadOnlySpan<byte> text, string? host)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            return Split(text, labels) ? Of(labels, host) : new LabelSet(null, null, Garbled, null);
        }
        catch (DecoderFallbackException)
        {
            return new LabelSet(null, null, Garbled, null);
        }
    }

    public static LabelSet Of(Dictionary<string, string> labels, string? host)
    {
        var version = labels.GetValueOrDefault("exporterVersion");
        var named = First(labels, Hosts) ?? host;
        var place = First(labels, Places);
        var id = First(labels, Ids) ?? place;
        if (labels.GetValueOrDefault("GPU_I_ID") is { Length: > 0 })
        {
            return new LabelSet(null, null, Sliced, version);
        }

        return named is null || id is null
            ? new LabelSet(null, null, id is null ? Nameless : Homeless, version)
            : new LabelSet(new Device(HostName(named), id, place ?? id), Work(labels), null, version);
    }

    /// <summary>A scraper names its target with a port.</summary>
    private static string HostName(string named)
    {
        var colon = named.LastIndexOf(':');
        var isPort = colon > 0 && colon == named.IndexOf(':', StringComparison.Ordinal)
            && named.AsSpan(colon + 1).IndexOfAnyExceptInRange('0', '9') < 0;
        return (isPort ? named[..colon] : named).ToLowerInvariant();
    }

    private static bool? Work(Dictionary<string, string> labels)
    {
        var work = Works.FirstOrDefault(labels.ContainsKey);
        return work is null ? null
            : labels[work].Length > 0 && !labels[work].Contains("exporter", StringComparison.Ordinal);
    }

    private static string? First(Dictionary<string, string> labels, string[] names) =>
        names.Select(labels.GetValueOrDefault).FirstOrDefault(value => value is { Length: > 0 });

    private static bool Split(ReadOnlySpan<byte> text, Dictionary<string, string> labels)
    {
        for (text = text.Trim(" \t"u8); !text.IsEmpty; text = text.TrimStart(" \t"u8))
        {
            var equals = text.IndexOf((byte)'=');
            if (equals < 1 || !TryValue(text[(equals + 1)..].TrimStart(" \t"u8), out var value, out var rest))
            {
                return false;
            }

            labels[Strict.GetString(text[..equals].Trim(" \t"u8))] = value;
            rest = rest.TrimStart(" \t"u8);
            if (!rest.IsEmpty && rest[0] != (byte)',')
            {
                return false;
            }

            text = rest.IsEmpty ? rest : rest[1..];
        }

        return true;
    }

    private static bool TryValue(ReadOnlySpan<byte> text, out string value, out ReadOnlySpan<byte> rest)
    {
        value = string.Empty;
        rest = [];
        var end = text.IsEmpty || text[0] != (byte)'"' ? -1 : ExpositionLine.EndOfQuote(text, 1);
        if (end < 0)
        {
            return false;
        }

        rest = text[(end + 1)..];
        value = Unescaped(Strict.GetString(text[1..end]));
        return true;
    }

    private static string Unescaped(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var isEscape = text[at] == '\\' && at + 1 < text.Length;
            plain.Append(!isEscape ? text[at] : text[++at] == 'n' ? '\n' : text[at]);
        }

        return plain.ToString();
    }
}

using System.Globalization;
using Parquet;
using Parquet.Schema;
using RiskMonitor.Filing;

namespace RiskMonitor.Host.Native.AwsCur;

/// <summary>
/// Tables in Apache Parquet, of which the columns that are asked for are read as the text that a CSV would have; maps
/// and lists are left out. The line of a row is its number, counted from 1.
/// </summary>
internal static class ParquetTable
{
    public static readonly int MagicBytes = 4;

    private const int MostRowsInGroup = 2_000_000;

    public static bool Is(ReadOnlySpan<byte> head) => head.SequenceEqual("PAR1"u8);

    /// <param name="needed">Columns without which nothing is read.</param>
    /// <param name="wanted">Columns that are read where they are there.</param>
    public static IEnumerable<(NativeTableRow? Row, NativeRow? Wrong)> Read(
        Stream file, IReadOnlyList<string> needed, IEnumerable<string> wanted)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[81_920];
        for (int read; (read = file.Read(buffer)) > 0 && whole.Length <= FilingLimits.BodyBytes;)
        {
            whole.Write(buffer, 0, read);
        }

        if (whole.Length > FilingLimits.BodyBytes)
        {
            yield return (null, Wrong(FilingRules.NativeFormUnsafe, FilingRules.BodyTooLarge.Text));
            yield break;
        }

        whole.Position = 0;
        var names = needed.Concat(wanted).ToHashSet(StringComparer.Ordinal);
        var (group, line) = (0, 1);
        while (Group(whole, group++, needed, names) is var read && (read.Columns is not null || read.Wrong is not null))
        {
            if (read.Wrong is not null)
            {
                yield return (null, read.Wrong);
                yield break;
            }

            for (var row = 0; row < read.Rows; row++)
            {
                yield return (new NativeTableRow(
                    line++, read.Places!, [.. read.Columns!.Select(column => column[row] ?? string.Empty)]), null);
            }
        }
    }

    /// <summary>One group of rows as texts by column; nothing where there is no such group.</summary>
    private static (List<string?[]>? Columns, Dictionary<string, int>? Places, int Rows, NativeRow? Wrong) Group(
        MemoryStream whole, int group, IReadOnlyList<string> needed, HashSet<string> names)
    {
        try
        {
            return GroupAsync(whole, group, needed, names).GetAwaiter().GetResult(); // all of it is in memory
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            return (null, null, 0, Wrong(FilingRules.NativeMalformed, $"This is no whole Parquet: {broken.Message}"));
        }
    }

    private static async Task<(List<string?[]>?, Dictionary<string, int>?, int, NativeRow?)> GroupAsync(
        MemoryStream whole, int group, IReadOnlyList<string> needed, HashSet<string> names)
    {
        await using var reader = await ParquetReader.CreateAsync(whole, leaveStreamOpen: true);
        if (group >= reader.RowGroupCount)
        {
            return default;
        }

        DataField[] fields = [.. reader.Schema.DataFields.Where(field =>
            field.MaxRepetitionLevel == 0 && names.Contains(field.Path.ToString()))];
        if (needed.FirstOrDefault(name => fields.All(field => field.Path.ToString() != name)) is { } missing)
        {
            return (null, null, 0, NativeRow.Wrong(
                1, FilingRules.ColumnMissing, missing, FilingRules.ColumnMissing.Text, missing));
        }

        using var rows = reader.OpenRowGroupReader(group);
        if (rows.RowCount is < 0 or > MostRowsInGroup)
        {
            return (null, null, 0, Wrong(FilingRules.NativeFormUnsafe, "A group has at most 2,000,000 rows."));
        }

        var columns = new List<string?[]>();
        foreach (var field in fields)
        {
            var column = rows.GetMetadata(field)?.MetaData;
            if (column is not null && !ParquetPages.AreBounded(whole.GetBuffer().AsSpan(0, (int)whole.Length), column))
            {
                return (null, null, 0, Wrong(
                    FilingRules.NativeFormUnsafe, $"A page of {field.Path} promises more than 64 MiB."));
            }

            columns.Add(await TextsAsync(rows, field, (int)rows.RowCount));
        }

        return (
            columns,
            fields.Index().ToDictionary(field => field.Item.Path.ToString(), field => field.Index,
                StringComparer.Ordinal),
            (int)rows.RowCount, null);
    }

    private static async Task<string?[]> TextsAsync(ParquetRowGroupReader rows, DataField field, int count)
    {
        if (field.ClrType == typeof(double))
        {
            return await ValuesAsync<double>(rows, field, count, value =>
                value.ToString("R", CultureInfo.InvariantCulture));
        }

        if (field.ClrType == typeof(decimal))
        {
            return await ValuesAsync<decimal>(rows, field, count, value =>
                value.ToString(CultureInfo.InvariantCulture));
        }

        if (field.ClrType == typeof(DateTime))
        {
            return await ValuesAsync<DateTime>(rows, field, count, value =>
                value.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture));
        }

        if (field.ClrType == typeof(long))
        {
            return await ValuesAsync<long>(rows, field, count, value =>
                value.ToString(CultureInfo.InvariantCulture));
        }

        var texts = new string?[count];
        await rows.ReadAsync(field, texts!);
        return texts;
    }

    private static async Task<string?[]> ValuesAsync<T>(
        ParquetRowGroupReader rows, DataField field, int count, Func<T, string> text)
        where T : unmanaged
    {
        var texts = new string?[count];
        if (field.IsNullable)
        {
            var values = new T?[count];
            await rows.ReadAsync<T>(field, values);
            for (var row = 0; row < count; row++)
            {
                texts[row] = values[row] is { } known ? text(known) : null;
            }
        }
        else
        {
            var values = new T[count];
            await rows.ReadAsync<T>(field, values);
            for (var row = 0; row < count; row++)
            {
                texts[row] = text(values[row]);
            }
        }

        return texts;
    }

    private static NativeRow Wrong(FilingRule rule, string message) =>
        NativeRow.Wrong(1, rule, column: null, message, value: null);
}

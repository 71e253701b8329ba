using Parquet.Meta;

namespace RiskMonitor.Host.Native.AwsCur;

/// <summary>
/// The headers of the pages of a column, looked at before a reader makes room for what they promise: a header of a few
/// bytes may say two gibibytes.
/// </summary>
/// <remarks>
/// Headers are in Thrift's compact protocol; a page header begins with the page's type and its sizes, unpacked and
/// packed, as fields 1 to 3 (Apache Parquet, parquet.thrift).
/// </remarks>
internal ref struct ParquetPages(ReadOnlySpan<byte> file)
{
    /// <summary>Writers make pages of about a mebibyte.</summary>
    public static readonly int MostBytes = 64 * 1024 * 1024;

    private const int Depth = 16;
    private readonly ReadOnlySpan<byte> bytes = file;
    private int at;

    /// <exception cref="FormatException">The headers do not lead from the first page of the column to its end.
    /// </exception>
    public static bool AreBounded(ReadOnlySpan<byte> file, ColumnMetaData column)
    {
        var first = column.DictionaryPageOffset is > 0 and var dictionary
            ? Math.Min(dictionary, column.DataPageOffset)
            : column.DataPageOffset;
        if (first < 0 || column.TotalCompressedSize < 0 || first + column.TotalCompressedSize > file.Length)
        {
            throw Broken();
        }

        var pages = new ParquetPages(file) { at = (int)first };
        while (pages.at < first + column.TotalCompressedSize)
        {
            var (unpacked, packed) = pages.Sizes();
            if (unpacked is < 0 or > int.MaxValue || packed < 0 || packed > file.Length - pages.at)
            {
                throw Broken();
            }

            if (unpacked > MostBytes)
            {
                return false;
            }

            pages.at += (int)packed;
        }

        return true;
    }

    /// <summary>Those of one header, which is passed over.</summary>
    private (long Unpacked, long Packed) Sizes()
    {
        var (unpacked, packed, field) = (-1L, -1L, 0);
        for (byte head; (head = Next()) != 0;)
        {
            field = head >> 4 is not 0 and var step ? field + step : (int)Signed();
            switch (field)
            {
                case 2:
                    unpacked = Signed();
                    break;
                case 3:
                    packed = Signed();
                    break;
                default:
                    Skip(head & 0xF, Depth);
                    break;
            }
        }

        return (unpacked, packed);
    }

    /// <summary>Passes over a value of one of Thrift's compact types.</summary>
    private void Skip(int type, int depth)
    {
        switch (type)
        {
            case 1 or 2: // a boolean is its type
                break;
            case 3:
                Pass(1);
                break;
            case 4 or 5 or 6:
                Unsigned();
                break;
            case 7:
                Pass(sizeof(double));
                break;
            case 8:
                Pass(Unsigned());
                break;
            case 9 or 10 when depth > 0:
                var head = Next();
                for (var left = head >> 4 == 0xF ? Unsigned() : (uint)head >> 4; left > 0; left--)
                {
                    Skip((head & 0xF) is 1 or 2 ? 3 : head & 0xF, depth - 1);
                }

                break;
            case 12 when depth > 0:
                for (byte member; (member = Next()) != 0;)
                {
                    if (member >> 4 == 0)
                    {
                        Unsigned();
                    }

                    Skip(member & 0xF, depth - 1);
                }

                break;
            default:
                throw Broken();
        }
    }

    private byte Next() => at < bytes.Length ? bytes[at++] : throw Broken();

    private void Pass(ulong count) =>
        at = count <= (ulong)(bytes.Length - at) ? at + (int)count : throw Broken();

    private long Signed()
    {
        var zigzag = Unsigned();
        return (long)(zigzag >> 1) ^ -(long)(zigzag & 1);
    }

    private ulong Unsigned()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Next();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw Broken();
    }

    private static FormatException Broken() => new("A page of it has no whole header.");
}

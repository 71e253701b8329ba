using NodaTime;
using RiskMonitor.Units;

namespace RiskMonitor.Host.Native.Bills;

/// <summary>One line of a vendor's bill that belongs to a declared use.</summary>
/// <param name="Line">Line of the file, counted from 1.</param>
/// <param name="Month">Month of use in the declared time zone.</param>
/// <param name="Account">Whose bill it is and of which billing period, in the vendor's words.</param>
/// <param name="Invoice">The issuer's number; null where there is none, or none yet.</param>
/// <param name="CardSeconds">Seconds of cards, below nothing where they are taken back; exact, unlike hours of
/// seconds.</param>
/// <param name="Amount">Net of tax; below nothing where it is taken back.</param>
/// <param name="Credit">What it is called where it takes something back.</param>
/// <param name="IsFinal">Whether the vendor will not change it any more.</param>
internal sealed record BillLine(
    int Line,
    BilledUse Use,
    YearMonth Month,
    string Account,
    string? Invoice,
    Currency Currency,
    decimal CardSeconds,
    decimal Amount,
    string Credit,
    bool IsFinal = true)
{
    /// <summary>The issuer's number as an id; a number with other signs, or none, becomes an id that follows from it.
    /// </summary>
    public BillId Bill
    {
        get
        {
            try
            {
                return BillId.Of(Invoice ?? NativeId.Of("bill", Account));
            }
            catch (FormatException)
            {
                return BillId.Of(NativeId.Of("bill", Account, Invoice!));
            }
        }
    }
}

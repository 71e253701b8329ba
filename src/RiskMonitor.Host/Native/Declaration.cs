using System.Text.Json;
using NodaTime;
using RiskMonitor.Billing;
using RiskMonitor.Host.Filing.Csv;
using RiskMonitor.Host.Native.Schedulers;
using RiskMonitor.Utilization;
using RiskMonitor.Wire;

namespace RiskMonitor.Host.Native;

/// <summary>What native files do not say, declared once by the reporter: whose machines, whose bills.</summary>
/// <param name="Name">For people.</param>
/// <param name="TimeZone">IANA zone of dates and times that carry no offset.</param>
/// <param name="Bills">Which rows of a bill, a job list or a statement belong to which contract and pool; the first
/// that fits counts.</param>
/// <param name="Devices">Which hosts belong to which pool; the first that fits counts.</param>
/// <param name="CardsPerMachine">Cards in one machine, by the vendor's name of its type, as <c>p5.48xlarge</c>: 8.
/// </param>
/// <param name="Parties">Accounts, names and IBANs as they stand in the files, and the parties that they are.</param>
/// <param name="Encoding">Of tables whose format leaves it open.</param>
/// <param name="BillsAsOf">When bills were fetched that do not say whether they are final: the vendor's rule decides.
/// </param>
/// <param name="BillsFinal">Whether such bills are final, where their vendor has no rule or it does not hold.</param>
/// <param name="TokenPrices">What callers pay for a million tokens, by the model as the gateway names it.</param>
/// <param name="Payments">What the references of a bank's entries name; the first that fits counts.</param>
/// <param name="Scheduler">Of which hours a scheduler's file tells, and whose cards its jobs held.</param>
/// <param name="Exporter">Where the file does not tell which exporter wrote it.</param>
public sealed record Declaration(
    string Name,
    string TimeZone,
    Sequence<BilledUse>? Bills = null,
    Sequence<DeviceGroup>? Devices = null,
    IReadOnlyDictionary<string, int>? CardsPerMachine = null,
    IReadOnlyDictionary<string, PartyId>? Parties = null,
    ExporterProfile? Exporter = null,
    CsvEncoding Encoding = CsvEncoding.Utf8,
    Sequence<PaidUse>? Payments = null,
    Instant? BillsAsOf = null,
    bool? BillsFinal = null,
    IReadOnlyDictionary<string, TokenPrices>? TokenPrices = null,
    SchedulerUse? Scheduler = null)
{
    /// <summary>Ends what is said of something that is not declared.</summary>
    internal static readonly string Asked = "Say it in the file that --declare names (specs/native/README.md).";

    /// <summary>Nothing is declared: enough for files that say all by themselves.</summary>
    public static readonly Declaration None = new("nothing declared", "UTC");

    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[TimeZone];

    /// <exception cref="FormatException">The document is no declaration; the message says where.</exception>
    public static Declaration Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var declaration = JsonSerializer.Deserialize<Declaration>(utf8, Json.Options)
                ?? throw new FormatException("A declaration is a JSON object.");
            DeclarationCheck.Of(declaration);
            return declaration;
        }
        catch (JsonException broken)
        {
            throw new FormatException(
                $"The declaration cannot be read at {broken.Path ?? "$"}: {broken.Message}", broken);
        }
    }
}

/// <summary>Rows that were billed under one contract for the use of one pool.</summary>
/// <param name="When">Patterns by column, of which each must fit: <c>*</c> stands for any run of characters.</param>
/// <param name="Cards">Cards in one machine, for rows that do not name a machine of <c>cardsPerMachine</c>; 0 where
/// what is billed is not the time of cards, as storage: the money counts, and no hours.</param>
public sealed record BilledUse(
    ContractId Contract,
    PoolId Pool,
    PartyId Payer,
    PartyId Payee,
    IReadOnlyDictionary<string, Sequence<string>> When,
    int? Cards = null);

/// <summary>Payments under one contract for one pool, told by the reference that stands with them.</summary>
/// <param name="References">Patterns in which <c>*</c> stands for any run of characters, <c>#</c> for digits and
/// <c>{month}</c> for the month of use, as 202503, 2025-03, 2025/03 or 2025年3月. What stands between outer stars is
/// the number of the bill.</param>
/// <param name="Purpose">What is paid for, where it is the account's owner who pays under the contract; absent for a
/// contract under which it is paid.</param>
/// <param name="MonthsBack">Where a reference names no month: how many months before the value date the month of use
/// lies.</param>
public sealed record PaidUse(
    ContractId Contract,
    PoolId Pool,
    Sequence<string> References,
    PaymentPurpose? Purpose = null,
    int? MonthsBack = null);

/// <param name="Hosts">Patterns of host names.</param>
/// <param name="DiesPerCard">Where the exporter shows each die as a device of its own: 2 for an Ascend 910C.</param>
/// <param name="Cards">Cards that should answer; where it is not said, those that were seen on the day.</param>
public sealed record DeviceGroup(PoolId Pool, Sequence<string> Hosts, int DiesPerCard = 1, int? Cards = null);

/// <param name="Name">As <c>dcgm-exporter</c>.</param>
/// <param name="Version">As <c>4.8.0</c>, or as the tag of an image has it: <c>4.4.2-4.7.0-ubuntu22.04</c>.</param>
/// <param name="Units">Of an exporter that no profile knows: its metrics, and what each of them is.</param>
/// <param name="Host">The machine that a file is of which does not name it.</param>
/// <param name="At">When a scrape was taken whose samples carry no time.</param>
/// <param name="Columns">Properties in their order, as <c>utilization.gpu</c>, of a table without a header.</param>
/// <param name="ScrapeSeconds">How often a device should answer.</param>
/// <param name="ConfirmedSteps">Moments, as NAT-007 names them, at which the load of a whole pool did fall by a factor
/// of about 100: whoever declares one answers for it, and the file is taken.</param>
public sealed record ExporterProfile(
    string Name,
    string Version,
    IReadOnlyDictionary<string, DeclaredMetric>? Units = null,
    string? Host = null,
    Instant? At = null,
    Sequence<string>? Columns = null,
    int ScrapeSeconds = 60,
    Sequence<Instant>? ConfirmedSteps = null);

/// <param name="Times">What the number is multiplied by to be in the unit of the quantity.</param>
public sealed record DeclaredMetric(TelemetryQuantity Quantity, decimal Times = 1m);

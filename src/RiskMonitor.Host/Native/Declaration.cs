using System.Text.Json;
using NodaTime;
using RiskMonitor.Host.Filing.Csv;
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
/// <param name="Exporter">Where the file does not tell which exporter wrote it.</param>
public sealed record Declaration(
    string Name,
    string TimeZone,
    Sequence<BilledUse>? Bills = null,
    Sequence<DeviceGroup>? Devices = null,
    IReadOnlyDictionary<string, int>? CardsPerMachine = null,
    IReadOnlyDictionary<string, PartyId>? Parties = null,
    ExporterProfile? Exporter = null,
    CsvEncoding Encoding = CsvEncoding.Utf8)
{
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

/// <param name="Hosts">Patterns of host names.</param>
/// <param name="DiesPerCard">Where the exporter shows each die as a device of its own: 2 for an Ascend 910C.</param>
public sealed record DeviceGroup(PoolId Pool, Sequence<string> Hosts, int DiesPerCard = 1);

/// <param name="Name">As <c>dcgm-exporter</c>.</param>
/// <param name="Version">As <c>4.9.0-4.8.0-ubuntu22.04</c>; what comes first decides.</param>
/// <param name="Units">Of an exporter that no profile knows: its metrics, and what each of them is.</param>
public sealed record ExporterProfile(
    string Name, string Version, IReadOnlyDictionary<string, DeclaredMetric>? Units = null);

/// <param name="Times">What the number is multiplied by to be in the unit of the quantity.</param>
public sealed record DeclaredMetric(TelemetryQuantity Quantity, decimal Times = 1m);

using System.Reflection;

namespace RiskMonitor.Filing;

/// <summary>Every rule that filing applies. <c>specs/filing-rules.md</c> is this table.</summary>
public static class FilingRules
{
    public static readonly FilingRule NotUtf8 = new(
        "SYN-001", "not-utf8", "A line is well-formed UTF-8.");

    public static readonly FilingRule ByteOrderMark = new(
        "SYN-002", "byte-order-mark", "A filing begins with its first character, not with a byte order mark.");

    public static readonly FilingRule LineTooLong = new(
        "SYN-003", "line-too-long", "A line, or an element of a batch, is at most 64 KiB (65,536 bytes).");

    public static readonly FilingRule TooDeep = new(
        "SYN-004", "too-deep", "Objects and arrays are nested at most 32 deep.");

    public static readonly FilingRule NotJson = new(
        "SYN-005", "not-json", "A line is one JSON text (RFC 8259): no comments, no trailing commas.");

    public static readonly FilingRule NotAnObject = new(
        "SYN-006", "not-an-object", "A filed event is a JSON object.");

    public static readonly FilingRule DuplicateMember = new(
        "SYN-007", "duplicate-member", "A member is named once in its object.");

    public static readonly FilingRule NullValue = new(
        "SYN-008", "null-value", "What is not there is {\"nd\":\"reason\"} or an absent member, never null.");

    public static readonly FilingRule LoneSurrogate = new(
        "SYN-009", "lone-surrogate", "An escaped surrogate stands in a pair.");

    public static readonly FilingRule NulCharacter = new(
        "SYN-010", "nul-character", "Text holds no NUL character (U+0000).");

    public static readonly FilingRule UnknownMember = new(
        "SYN-011", "unknown-member", "Every member is one that the type knows.");

    public static readonly FilingRule MissingMember = new(
        "SYN-012", "missing-member", "Every member that the type asks for is there.");

    public static readonly FilingRule NumberNotString = new(
        "SYN-013", "number-not-string", "What is measured is a decimal string; only counts are JSON numbers.");

    public static readonly FilingRule DecimalNotCanonical = new(
        "SYN-014",
        "decimal-not-canonical",
        "A decimal string has one spelling: no exponent, plus, separator, outer or trailing zero, minus zero.");

    public static readonly FilingRule WrongKind = new(
        "SYN-015", "wrong-kind", "A value is of the JSON kind that its member asks for.");

    public static readonly FilingRule ValueNotListed = new(
        "SYN-016", "value-not-listed", "Where the values are a closed list, the value is on it.");

    public static readonly FilingRule IdentifierMalformed = new(
        "SYN-017", "identifier-malformed", "An identifier is spelt as its kind asks.");

    public static readonly FilingRule DateMalformed = new(
        "SYN-018", "date-malformed", "A date, month, instant or duration is spelt as its member asks (ISO 8601).");

    public static readonly FilingRule IntegerMalformed = new(
        "SYN-019", "integer-malformed", "A count is an integer below 2^53 (below 2^31 for cards, days and ranks).");

    public static readonly FilingRule NoDataReasonUnknown = new(
        "SYN-020", "no-data-reason-unknown", "The reason for which a value is not there stands alone and is listed.");

    public static readonly FilingRule DataTooLarge = new(
        "SYN-021", "data-too-large", "The canonical form of data is at most 48 KiB; serials are filed in parts.");

    public static readonly FilingRule ValueMalformed = new(
        "SYN-022", "value-malformed", "A value can be read as its member asks.");

    public static readonly FilingRule BatchMalformed = new(
        "SYN-023", "batch-malformed", "A batch is one JSON array, closed, with commas between its events.");

    public static readonly FilingRule PackedTooTightly = new(
        "SYN-024", "packed-too-tightly", "Unpacked, a filing is at most 100 times as large as packed.");

    public static readonly FilingRule PackingBroken = new(
        "SYN-025", "packing-broken", "What is said to be gzip is gzip (RFC 1952), and whole.");

    public static readonly FilingRule BodyTooLarge = new(
        "SYN-026", "body-too-large", "The body of a request is at most 64 MiB, unpacked.");

    public static readonly FilingRule TooManyLines = new(
        "SYN-027", "too-many-lines", "The body of a request has at most 200,000 lines.");

    public static readonly FilingRule SpecVersion = new(
        "ENV-001", "specversion-unsupported", "specversion is \"1.0\".");

    public static readonly FilingRule IdMalformed = new(
        "ENV-002", "id-malformed", "id is 1 to 96 ASCII letters, digits, '.', '_', ':' or '-'.");

    public static readonly FilingRule TypeUnknown = new(
        "ENV-003", "type-unknown", "type is a name of the event catalogue with its version.");

    public static readonly FilingRule ConclusionFiled = new(
        "ENV-004", "conclusion-filed", "Conclusions are written by the monitor and never filed.");

    public static readonly FilingRule OversightReserved = new(
        "ENV-005", "oversight-reserved", "Policies and closed days are filed by the supervisor only.");

    public static readonly FilingRule EngineReserved = new(
        "ENV-006", "engine-reserved", "The change of the engine is filed by the supervisor's monitor only.");

    public static readonly FilingRule TimeMalformed = new(
        "ENV-007", "time-malformed", "time is an instant of RFC 3339, with Z or an offset, of the years 1970 to 2199.");

    public static readonly FilingRule EvidenceUnknown = new(
        "ENV-008", "evidence-unknown", "evidence is measured, documented, declared or inferred.");

    public static readonly FilingRule ServerField = new(
        "ENV-009", "server-field", "What the server adds is not sent by a client.");

    public static readonly FilingRule SourceRefMalformed = new(
        "ENV-010", "sourceref-malformed", "sourceref is 1 to 512 characters.");

    public static readonly FilingRule SourceNotYours = new(
        "REF-001", "source-not-yours", "source is the one that the token belongs to.");

    public static readonly FilingRule SubjectMismatch = new(
        "REF-002", "subject-mismatch", "subject is the stream that the data belongs to.");

    public static readonly FilingRule TargetNotYours = new(
        "REF-003",
        "target-not-yours",
        "One corrects, retracts or rejects one's own filings; the supervisor anybody's.");

    public static readonly FilingRule Conflict = new(
        "REF-004", "conflict", "Another filing of this source has this id and says something else; it stands.");

    public static readonly FilingRule UsccCheckDigit = new(
        "VAL-001",
        "uscc-invalid",
        "A Unified Social Credit Code has 18 characters and both its check digits (GB 32100-2015, GB 11714).");

    public static readonly FilingRule LeiCheckDigits = new(
        "VAL-002", "lei-invalid", "A Legal Entity Identifier has 20 characters and its check digits (ISO 17442).");

    public static readonly FilingRule NegativeAmount = new(
        "VAL-003", "negative-amount", "An amount, price or quantity that cannot be negative is not.");

    public static readonly FilingRule RatioOutOfRange = new(
        "VAL-004",
        "ratio-out-of-range",
        "A share lies between 0 and 1 (an advance rate: 1.5), any other ratio in its own range.");

    public static readonly FilingRule CountOutOfRange = new(
        "VAL-005", "count-out-of-range", "A count of cards, days or ranks lies in the range of its member.");

    public static readonly FilingRule WindowsUnequal = new(
        "VAL-006", "windows-unequal", "The arrays of a block of use have one value per window, all the same number.");

    public static readonly FilingRule WindowCount = new(
        "VAL-007", "window-count", "A block of use has 1 to 744 windows.");

    public static readonly FilingRule WindowStep = new(
        "VAL-008", "window-step", "The step of a block is positive and divides an hour or a day.");

    public static readonly FilingRule OutOfOrder = new(
        "VAL-009", "out-of-order", "Dated or aged lines stand in ascending order, none twice.");

    public static readonly FilingRule LienObjectsNotOne = new(
        "VAL-010", "lien-objects-not-one", "A lien lies on serials, units or a claim: exactly one of them.");

    public static readonly FilingRule TooManySerials = new(
        "VAL-011", "too-many-serials", "An event carries at most 500 serials; more are filed in parts.");

    public static readonly FilingRule SerialTwice = new(
        "VAL-012", "serial-twice", "A serial is named once in a list.");

    public static readonly FilingRule PartMalformed = new(
        "VAL-013", "part-malformed", "part and parts stand together, and part is 1 to parts.");

    public static readonly FilingRule EndBeforeStart = new(
        "VAL-014", "end-before-start", "A term ends on or after the day on which it starts.");

    public static readonly FilingRule TimeOutsidePeriod = new(
        "VAL-015", "time-outside-period", "The time of a bill lies in its usage period, give or take a day.");

    public static readonly FilingRule TimeOffValuationDate = new(
        "VAL-016",
        "time-off-valuation-date",
        "The time of an appraisal lies on its valuation date, give or take a day.");

    public static readonly FilingRule ContentHashWrong = new(
        "VAL-017", "content-hash-wrong", "contentHash is the SHA-256 of the RFC 8785 form of the policy document.");

    public static readonly FilingRule BandDisordered = new(
        "VAL-018", "band-disordered", "In a band, low is at most central and central at most high.");

    public static readonly FilingRule ClearNotInside = new(
        "VAL-019", "clear-not-inside", "The bound that clears an alert lies strictly inside the one that raises it.");

    public static readonly FilingRule AuthorApproves = new(
        "VAL-020", "author-approves", "Who approves a policy is not who wrote it.");

    public static readonly FilingRule SerialsExceedCards = new(
        "VAL-021", "serials-exceed-cards", "There are not more serials than cards.");

    public static readonly FilingRule TextMalformed = new(
        "VAL-022", "text-malformed", "A text is not empty, not blank and of the length and form of its member.");

    public static readonly FilingRule SameOnBothSides = new(
        "VAL-023", "same-on-both-sides", "Two sides that must differ do.");

    public static readonly FilingRule CurrenciesMixed = new(
        "VAL-024", "currencies-mixed", "The amounts that belong together are of one currency.");

    public static readonly FilingRule VersionMismatch = new(
        "VAL-025", "version-mismatch", "The version of a policy is the one that its document names.");

    public static readonly FilingRule TimeZoneUnknown = new(
        "VAL-026", "time-zone-unknown", "A time zone is one of the IANA database.");

    public static readonly FilingRule NumberOutOfBounds = new(
        "VAL-027",
        "number-out-of-bounds",
        "An amount of money is below 10^15, any other decimal below 10^12; both have at most 12 decimal places.");

    public static readonly FilingRule DateOutOfBounds = new(
        "VAL-028", "date-out-of-bounds", "A date, month or instant lies in the years 1970 to 2199.");

    public static readonly FilingRule DayNotOver = new(
        "VAL-029", "day-not-over", "A day is closed once it is over: its date is not after the time of its closing.");

    public static readonly FilingRule CurrencyUnknown = new(
        "VAL-030", "currency-unknown", "A currency is an alphabetic code of ISO 4217, such as CNY.");

    public static readonly FilingRule ColumnMissing = new(
        "MAP-001", "column-missing", "Every column that is read stands in the header, once.");

    public static readonly FilingRule RowMalformed = new(
        "MAP-002", "row-malformed", "A row has the columns of the header, and its quotes are closed.");

    public static readonly FilingRule EncodingBroken = new(
        "MAP-003", "encoding-broken", "The table is written in the encoding that is named for it.");

    public static readonly FilingRule CellEmpty = new(
        "MAP-004", "cell-empty", "A cell is filled, unless its absence is given a meaning.");

    public static readonly FilingRule CellNotNumber = new(
        "MAP-005", "cell-not-number", "A number is written as the mapping or the format says.");

    public static readonly FilingRule CellNotCount = new(
        "MAP-006", "cell-not-count", "A count is a whole number.");

    public static readonly FilingRule CellNotDate = new(
        "MAP-007", "cell-not-date", "A date is written in a form that the mapping or the format names.");

    public static readonly FilingRule CellNotListed = new(
        "MAP-008", "cell-not-listed", "Where there is a list of words, the cell is one of them.");

    public static readonly FilingRule RowUnread = new(
        "MAP-009", "row-unread", "A row becomes an event, or its map leaves it out by name.");

    public static readonly FilingRule NativeMalformed = new(
        "NAT-001", "native-malformed", "A native file has the form that its vendor or standard gives it.");

    public static readonly FilingRule NativeUndeclared = new(
        "NAT-002",
        "native-undeclared",
        "What a native file does not say (pool, contract, parties, cards) is declared for every row (--declare FILE).");

    public static readonly FilingRule NativeUnitUnknown = new(
        "NAT-003", "native-unit-unknown", "The unit of a number is known from the file or declared, never guessed.");

    public static readonly FilingRule NativeValueImpossible = new(
        "NAT-004", "native-value-impossible", "A number of a native file is one that can be measured or billed.");

    public static readonly FilingRule NativeFormUnsafe = new(
        "NAT-005",
        "native-form-unsafe",
        "A native file has no entities, no references to other files, and no field or nesting beyond all measure.");

    public static readonly FilingRule NativeVersionsMixed = new(
        "NAT-006",
        "native-versions-mixed",
        "The metrics of a file have the names of one version of their exporter, and of the one that is declared.");

    public static readonly FilingRule NativeStep = new(
        "NAT-007",
        "native-step",
        "The devices of a pool do not all fall by a factor of 100 at once, unless the declaration confirms it.");

    public static readonly FilingRule NativeTimeOutOfReach = new(
        "NAT-008",
        "native-time-out-of-reach",
        "A sample is not of the future, and not of a day whose raw telemetry was dropped.");

    /// <summary>The whole table.</summary>
    public static readonly Sequence<FilingRule> All =
    [
        .. typeof(FilingRules).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(FilingRule))
            .Select(field => (FilingRule)field.GetValue(null)!)
            .OrderBy(rule => Array.IndexOf(Families, rule.Id[..3]))
            .ThenBy(rule => rule.Id, StringComparer.Ordinal),
    ];

    private static string[] Families => ["SYN", "ENV", "REF", "VAL", "MAP", "NAT"];
}

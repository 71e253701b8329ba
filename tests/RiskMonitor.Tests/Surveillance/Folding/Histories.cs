using CsCheck;
using RiskMonitor.Corrections;

namespace RiskMonitor.Tests.Surveillance.Folding;

/// <summary>What may happen to one pool within sixty days, in any order.</summary>
internal abstract record Happening
{
    public static readonly Gen<decimal> Codes = Gen.Int[0, 7].Select(code => code + 0m);

    public static readonly Gen<Happening> Any = Gen.Frequency(
        (5, Gen.Select(Gen.Int[-3, 59], Codes, (day, code) => (Happening)new Filed(day, code))),
        (5, Gen.Int[0, 59].Select(day => (Happening)new DayClosed(day))),
        (2, Gen.Select(Gen.Int[0, 30], Codes, (index, code) => (Happening)new Corrected(index, code))),
        (1, Gen.Int[0, 30].Select(index => (Happening)new Retracted(index))));

    public static readonly Gen<Happening[]> Histories = Any.Array[0, 40];

    public abstract void In(Log log, List<FiledId> cells);

    private sealed record Filed(int Day, decimal Code) : Happening
    {
        public override void In(Log log, List<FiledId> cells) => cells.Add(log.Cell(Day, Code));
    }

    private sealed record DayClosed(int Day) : Happening
    {
        public override void In(Log log, List<FiledId> cells) => log.Close(Day);
    }

    private sealed record Corrected(int Index, decimal Code) : Happening
    {
        public override void In(Log log, List<FiledId> cells)
        {
            if (cells.Count > 0)
            {
                log.Correct(cells[Index % cells.Count], Code);
            }
        }
    }

    private sealed record Retracted(int Index) : Happening
    {
        public override void In(Log log, List<FiledId> cells)
        {
            if (cells.Count > 0)
            {
                log.File(
                    new FactRetracted("pool/pool-7", cells[Index % cells.Count], CorrectionReason.ReporterError),
                    Log.Monday);
            }
        }
    }
}

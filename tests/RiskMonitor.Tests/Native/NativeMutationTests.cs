using System.Text;
using CsCheck;
using RiskMonitor.Host.Native;

namespace RiskMonitor.Tests.Native;

/// <summary>Whatever is done to a file, reading it ends in facts and errors and never in an exception.</summary>
public sealed class NativeMutationTests
{
    private static readonly Declaration Declared =
        Declaration.Read(File.ReadAllBytes(Repo.Path("specs/native/example.declaration.json")));

    private static readonly byte[] Signs = Encoding.ASCII.GetBytes("0123456789-.,:;\"'<>&{}[]\\eETZ \n\r/*#u");

    public static TheoryData<string> Formats() => [.. NativeFormats.Documents.Select(format => format.Name)];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Reading_a_changed_file_does_not_fail(string name)
    {
        var format = NativeFormats.Document(name)!;
        var seed = Encoding.UTF8.GetBytes(Seed(name));
        Gen.Select(
            Gen.Select(Gen.Int[0, seed.Length - 1], Gen.Int[0, 255]).Array[0, 6], Gen.Int[0, seed.Length * 4],
            Gen.Bool).Sample((changes, length, isWild) =>
            {
                var file = seed[..Math.Min(length, seed.Length)];
                foreach (var (at, value) in changes.Where(change => change.Item1 < file.Length))
                {
                    file[at] = isWild ? (byte)value : Signs[value % Signs.Length];
                }

                format.Read(Declared, file).ShouldAllBe(line => line.Fact != null || line.Errors.Count > 0);
            }, iter: 150);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void The_file_that_is_changed_says_facts(string name) =>
        NativeFormats.Document(name)!.Read(Declared, Seed(name)).Facts().ShouldNotBeEmpty();

    private static string Seed(string name) => File.ReadAllText(
        Directory.GetFiles(Repo.Path("specs/native/examples"), $"{name}.*").Single());
}

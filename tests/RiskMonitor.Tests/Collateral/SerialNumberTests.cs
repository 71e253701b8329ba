using RiskMonitor.Collateral;

namespace RiskMonitor.Tests.Collateral;

public sealed class SerialNumberTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Theory]
    [InlineData("1320221001234-ab")]
    [InlineData("  1320 2210 01234-AB\t")]
    [InlineData("1320221001234\u3000-\u00A0A\u2009b\u2028")]
    public void However_it_is_spaced_and_cased_a_serial_has_one_commitment(string serial)
    {
        SerialNumber.Normalise(serial).ShouldBe("1320221001234-AB");

        // Computed apart, with Python's hmac module.
        SerialNumber.Commit(serial, Key).Value.ShouldBe(
            "c9386e43274feb72f0829ad355b48cc58386f635bf15d7bad957a3f2317752f2");
    }

    [Theory]
    [InlineData("1320221001234AB")] // a hyphen counts
    [InlineData("132022100I234-AB")] // so does I for 1
    [InlineData("01320221001234-AB")] // and a zero in front
    [InlineData("1320221001234\u200B-AB")] // a zero-width space is no white space
    public void Nothing_else_is_changed(string serial) =>
        SerialNumber.Normalise(serial).ShouldNotBe("1320221001234-AB");

    [Fact]
    public void Another_key_makes_another_commitment() =>
        SerialNumber.Commit("1", Key).ShouldNotBe(SerialNumber.Commit("1", new byte[32]));

    [Theory]
    [InlineData(" \u3000")]
    [InlineData("")]
    public void What_is_no_serial_is_refused(string serial) =>
        Should.Throw<FormatException>(() => SerialNumber.Commit(serial, Key));

    [Fact]
    public void Half_of_a_pair_is_no_serial() =>
        Should.Throw<FormatException>(() => SerialNumber.Commit($"a{(char)0xD800}", Key));

    [Fact]
    public void A_short_key_is_refused() =>
        Should.Throw<ArgumentException>(() => SerialNumber.Commit("1", new byte[31]));
}

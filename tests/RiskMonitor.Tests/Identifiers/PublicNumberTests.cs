namespace RiskMonitor.Tests.Identifiers;

/// <summary>
/// Codes of listed firms as the public registers show them, and the same with one slip each: check digits computed by
/// GB 32100-2015 with GB 11714, and ISO 17442 with ISO/IEC 7064.
/// </summary>
public sealed class PublicNumberTests
{
    [Theory]
    [InlineData("91110000802100433B")]
    [InlineData("9144030071526726XG")] // the organisation code ends with X
    [InlineData("914403001922038216")]
    [InlineData("91330100799655058B")]
    [InlineData("91110108551385082Q")]
    [InlineData("11110000802100433K")] // an institution, not a firm: right as a code
    public void A_social_credit_code_with_both_check_digits_is_right(string code) =>
        SocialCreditCode.Fault(code).ShouldBeNull();

    [Theory]
    [InlineData("91110000802100433A", "last character")]
    [InlineData("91110000802100433b", "capital letters")]
    [InlineData("9111000080210O433B", "without I, O, S, V and Z")]
    [InlineData("91110000802100343B", "check digit")] // two digits changed places
    [InlineData("9111000080210043", "18 characters")]
    [InlineData("911100008021004330", "last character")]
    public void A_slip_in_a_social_credit_code_is_found(string code, string complaint) =>
        SocialCreditCode.Fault(code).ShouldNotBeNull().ShouldContain(complaint);

    [Fact]
    public void The_organisation_code_is_checked_by_itself()
    {
        // The last character is made right for a wrong organisation code, so that only the inner digit fails.
        const string Wrong = "91110000802100434";
        var whole = "0123456789ABCDEFGHJKLMNPQRTUWXY".Select(c => Wrong + c)
            .Single(code => SocialCreditCode.Fault(code) != "Its last character is not its check digit.");

        SocialCreditCode.Fault(whole).ShouldBe("The organisation code in it fails its own check digit.");
    }

    [Theory]
    [InlineData("5493001KJTIIGC8Y1R12")]
    [InlineData("HWUPKR0MPOU8FGXBT394")]
    [InlineData("7LTWFZYICNSX8D621K86")]
    [InlineData("INR2EJN1ERAN0W5ZP974")]
    public void A_legal_entity_identifier_with_its_check_digits_is_right(string identifier) =>
        LegalEntityIdentifier.Fault(identifier).ShouldBeNull();

    [Theory]
    [InlineData("5493001KJTIIGC8Y1R13", "check digits")]
    [InlineData("5493001KJTIIGC8Y1R1", "20 characters")]
    [InlineData("549300IKJTIIGC8Y1R12", "check digits")] // 1 read as I
    [InlineData("5493001kJTIIGC8Y1R12", "capital letters")]
    public void A_slip_in_a_legal_entity_identifier_is_found(string identifier, string complaint) =>
        LegalEntityIdentifier.Fault(identifier).ShouldNotBeNull().ShouldContain(complaint);
}

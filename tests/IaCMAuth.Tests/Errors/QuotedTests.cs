namespace IaCMAuth.Tests.Errors;

public sealed class QuotedTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("plain", "plain")]
    [InlineData("two\r\nlines\tand a tab", "two lines and a tab")]
    [InlineData("\u001b[31mred", "[31mred")]
    public void Will_fit_on_one_line(string? text, string expected) => Assert.Equal(expected, Quoted.Text(text));

    [Fact]
    public void Will_cut_what_is_endless() => Assert.Equal(301, Quoted.Text(new string('x', 5000)).Length);
}

using System.Reflection;
using System.Text.RegularExpressions;

namespace IaCMAuth.Tests.Errors;

/// <summary>docs/errors.md lists exactly the codes there are.</summary>
public sealed partial class ErrorDocumentationTests
{
    [Fact]
    public void Will_document_every_code_and_no_other()
    {
        var codes = typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!).ToArray();
        var ofTheTool = Directory.GetFiles(Repository.Find("src/IaCMAuth.Tool"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(f => Code.Matches(File.ReadAllText(f)).Select(m => m.Value)).Distinct().ToArray();
        var documented = Heading.Matches(File.ReadAllText(Repository.Find("docs/errors.md"))).Select(m => m.Groups[1].Value).ToArray();

        Assert.Equal(codes.Concat(ofTheTool).Order(StringComparer.Ordinal), documented);
        Assert.Equal(codes.Length, codes.Distinct().Count());
    }

    [Fact]
    public void Will_link_an_error_to_its_entry()
    {
        var exception = new CredentialRejectedException("IACM2001", "No.", "Yes.");

        Assert.Equal("docs/errors.md#iacm2001", exception.HelpLink);
    }

    [GeneratedRegex(@"IACM11\d\d")]
    private static partial Regex Code { get; }

    [GeneratedRegex(@"^### (IACM\d{4})\n[A-Z].*\*Mend:\* \S", RegexOptions.Multiline)]
    private static partial Regex Heading { get; }
}

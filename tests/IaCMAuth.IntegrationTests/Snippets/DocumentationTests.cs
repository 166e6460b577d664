using System.Text.RegularExpressions;

namespace IaCMAuth.IntegrationTests.Snippets;

/// <summary>What is published is executed: every C# block of the documentation stands, line for line, in a snippet that is a test.</summary>
public sealed partial class DocumentationTests
{
    internal static readonly string Root = FindRoot();

    public static TheoryData<string, string> Blocks()
    {
        var blocks = new TheoryData<string, string>();
        foreach (var file in Directory.GetFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories).Append(Path.Combine(Root, "README.md")).Order(StringComparer.Ordinal))
        {
            foreach (Match match in Block.Matches(File.ReadAllText(file)))
                blocks.Add(Path.GetRelativePath(Root, file), match.Groups[1].Value);
        }

        return blocks;
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Will_execute_every_block_of_the_documentation(string file, string block)
    {
        var snippets = Directory.GetFiles(Path.Combine(Root, "tests", "IaCMAuth.IntegrationTests", "Snippets"), "*.cs").Select(f => Squeeze(File.ReadAllText(f)));

        Assert.True(snippets.Any(s => s.Contains(Squeeze(block), StringComparison.Ordinal)), $"{file}: this block is in no snippet:\n{block}");
    }

    [Fact]
    public void Will_lead_every_relative_link_somewhere()
    {
        var dead = Directory.GetFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories).Append(Path.Combine(Root, "README.md")).Append(Path.Combine(Root, "CHANGELOG.md"))
            .SelectMany(f => Link.Matches(File.ReadAllText(f)).Select(m => (File: f, Target: Path.Combine(Path.GetDirectoryName(f)!, m.Groups[1].Value), Anchor: m.Groups[2].Value)))
            .Where(l => !(File.Exists(l.Target) || Directory.Exists(l.Target)) || (l.Anchor.Length > 0 && !Anchors(l.Target).Contains(l.Anchor)))
            .Select(l => $"{Path.GetFileName(l.File)} → {l.Target}#{l.Anchor}");

        Assert.Empty(dead);
    }

    private static IEnumerable<string> Anchors(string file) => File.ReadLines(file).Where(l => l.StartsWith('#'))
        .Select(l => NotInAnchors.Replace(l.TrimStart('#').Trim().ToLowerInvariant(), string.Empty).Replace(' ', '-'));

    /// <summary>Indentation is the snippet's own.</summary>
    private static string Squeeze(string code) => string.Join('\n', code.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0));

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "IaCMAuth.sln")))
            directory = directory.Parent ?? throw new DirectoryNotFoundException("IaCMAuth.sln was not found above the tests.");
        return directory.FullName;
    }

    [GeneratedRegex(@"^```csharp\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block { get; }

    [GeneratedRegex(@"\]\(([^)#:\s]+)(?:#([^)]+))?\)")]
    private static partial Regex Link { get; }

    [GeneratedRegex(@"[^a-z0-9 _-]")]
    private static partial Regex NotInAnchors { get; }
}

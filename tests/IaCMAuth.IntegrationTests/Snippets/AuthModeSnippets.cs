using System.Text;
using System.Text.RegularExpressions;
using Amazon.Runtime;
using IaCMAuth.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IaCMAuth.IntegrationTests.Snippets;

/// <summary>The blocks of docs/auth-modes: the C# executed, every configuration accepted.</summary>
public sealed partial class AuthModeSnippets
{
    public static TheoryData<string, string> Configurations()
    {
        var blocks = new TheoryData<string, string>();
        foreach (var file in Directory.GetFiles(Path.Combine(DocumentationTests.Root, "docs", "auth-modes")).Append(Path.Combine(DocumentationTests.Root, "README.md")).Order(StringComparer.Ordinal))
        {
            foreach (var block in Json.Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value).Where(b => b.Contains("\"IacmAwsAuth\"", StringComparison.Ordinal)))
                blocks.Add(Path.GetFileName(file), block);
        }

        return blocks;
    }

    [Theory]
    [MemberData(nameof(Configurations))]
    public async Task Will_accept_every_configuration_of_the_documentation(string file, string block)
    {
        var configuration = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(block))).Build();
        var services = new ServiceCollection();
        services.AddIacmAwsAuth(configuration.GetSection("IacmAwsAuth")).AddCredentialProvider("laptop", new FakeCredentialProvider());
        await using var provider = services.BuildServiceProvider();
        var factory = provider.GetRequiredService<ICredentialProviderFactory>();

        foreach (var connector in configuration.GetSection("IacmAwsAuth:Connectors").GetChildren())
            Assert.True(factory.ForConnector(connector.Key) is not null, file);
        foreach (var workspace in configuration.GetSection("IacmAwsAuth:Workspaces").GetChildren())
            Assert.All(Enum.GetValues<RunPhase>(), phase => Assert.NotNull(factory.ForWorkspace(workspace.Key, phase)));
    }

    [Fact]
    public async Task A_provider_of_your_own()
    {
        AWSCredentials sso = new BasicAWSCredentials("AKIAIOSFODNN7EXAMPLE", "secret");
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["IacmAwsAuth:Connectors:laptop:AuthMode"] = "Custom",
            ["IacmAwsAuth:Connectors:laptop:Custom:Provider"] = "laptop",
        }).Build();
        var services = new ServiceCollection();

        services.AddIacmAwsAuth(configuration.GetSection("IacmAwsAuth"))
            .AddCredentialProvider("laptop", CredentialProviders.FromAwsCredentials(sso));

        await using var provider = services.BuildServiceProvider();
        Assert.NotNull(provider.GetRequiredKeyedService<ICredentialProvider>("connector:laptop"));
    }

    [GeneratedRegex(@"^```json\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Json { get; }
}

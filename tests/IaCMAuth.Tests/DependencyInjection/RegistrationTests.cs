using IaCMAuth.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NSubstitute;

namespace IaCMAuth.Tests.DependencyInjection;

public sealed class RegistrationTests
{
    private const string Keys = """ "AuthMode": "StaticKeys", "StaticKeys": { "AccessKeyId": "AKIAIOSFODNN7EXAMPLE", "SecretAccessKey": "secret" } """;
    private const string Valid = $$"""
        { "Connectors": { "c": { {{Keys}} }, "own": { "AuthMode": "Custom", "Custom": { "Provider": "laptop" } } },
          "Workspaces": { "w": { "Connector": "c", "Plan": {}, "Apply": { "AssumeRole": [] }, "Aliases": { "dns": { "AssumeRole": [] } } }, "plain": { "Connector": "c" } } }
        """;

    [Theory]
    [InlineData("plain")]
    [InlineData("w/plan")]
    [InlineData("w/Apply")]
    [InlineData("W/apply/DNS")]
    [InlineData("connector:c")]
    public async Task Will_resolve_a_keyed_provider(string key)
    {
        await using var app = new Registration(Valid);

        var identity = await app.Services.GetRequiredKeyedService<ICredentialProvider>(key).GetCredentialsAsync();

        Assert.Equal(The.AccessKeyId, identity.AccessKeyId);
    }

    [Theory]
    [InlineData("w", "IACM1020")]
    [InlineData("w/destroy", "IACM1019")]
    [InlineData("w/plan/dns/x", "IACM1019")]
    [InlineData("nobody", "IACM1019")]
    [InlineData("connector:nobody", "IACM1019")]
    public async Task Will_explain_a_key_that_means_nothing(string key, string code)
    {
        await using var app = new Registration(Valid);

        var exception = Assert.Throws<CredentialConfigurationException>(() => app.Services.GetRequiredKeyedService<ICredentialProvider>(key));

        Assert.Equal(code, exception.Code);
    }

    [Fact]
    public async Task Will_inject_a_keyed_provider_into_a_constructor()
    {
        var services = new ServiceCollection();
        services.AddIacmAwsAuth(Some.Section(Valid));
        services.AddTransient<Runner>();
        await using var provider = services.BuildServiceProvider();

        Assert.Equal(The.AccessKeyId, (await provider.GetRequiredService<Runner>().Credentials.GetCredentialsAsync()).AccessKeyId);
    }

    [Fact]
    public async Task Will_put_a_provider_of_the_application_at_the_base()
    {
        var own = Substitute.For<ICredentialProvider>();
        own.GetCredentialsAsync(Arg.Any<CancellationToken>()).Returns(new AwsCredentialIdentity("test-key", "s"));
        await using var app = new Registration(Valid, extend: b => b.AddCredentialProvider("Laptop", own));

        var identity = await app.Factory.ForConnector("own").GetCredentialsAsync();

        Assert.Equal("test-key", identity.AccessKeyId);
        Assert.Equal("custom provider 'laptop'", identity.Source);
    }

    [Fact]
    public async Task Will_say_how_to_register_a_provider_that_is_missing()
    {
        await using var app = new Registration(Valid);

        var exception = Assert.Throws<CredentialConfigurationException>(() => app.Factory.ForConnector("own"));

        Assert.Equal("IACM1021", exception.Code);
        Assert.Contains("AddCredentialProvider(\"laptop\"", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Will_fail_on_resolving_with_every_problem()
    {
        await using var app = new Registration("""{ "Connectors": { "a": { "AuthMode": "Magic" }, "b": {}, "c": { "AuthMode": "StaticKeys" } } }""");

        var exception = Assert.Throws<CredentialConfigurationException>(() => app.Factory);

        Assert.Equal("IACM1000", exception.Code);
        Assert.Equal(4, exception.Problems.Count);
    }

    [Fact]
    public async Task Will_fail_at_the_start_of_a_host()
    {
        await using var app = new Registration("""{ "Connectors": { "a": { "AuthMode": "Magic" } } }""");

        var exception = Assert.Throws<OptionsValidationException>(() => app.Services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains("IACM1006", exception.Message, StringComparison.Ordinal);
        Assert.Contains("IacmAwsAuth:Connectors:a:AuthMode", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Will_say_so_when_the_section_is_empty()
    {
        await using var app = new Registration("{ }");

        var exception = Assert.Throws<CredentialConfigurationException>(() => app.Factory);

        Assert.Contains("IacmAwsAuth", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Will_take_options_from_code()
    {
        var services = new ServiceCollection();
        services.AddIacmAwsAuth(options => options.Connectors["c"] = new ConnectorOptions { AuthMode = AuthMode.StaticKeys, StaticKeys = Some.Keys() });
        await using var provider = services.BuildServiceProvider();

        var credentials = provider.GetRequiredService<ICredentialProviderFactory>().ForConnector("C");

        Assert.Equal(The.AccessKeyId, (await credentials.GetCredentialsAsync()).AccessKeyId);
    }

    [Fact]
    public async Task Will_end_its_identities_with_the_container()
    {
        var app = new Registration(Valid, extend: b => b.AddCredentialProvider("laptop", new ScriptedProvider((_, _) => ValueTask.FromResult(Some.Identity()))));
        var credentials = app.Factory.ForConnector("own");
        await app.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await credentials.GetCredentialsAsync());
    }

    private sealed class Runner([FromKeyedServices("w/plan")] ICredentialProvider credentials)
    {
        public ICredentialProvider Credentials => credentials;
    }
}

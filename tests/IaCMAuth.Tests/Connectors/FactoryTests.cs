using IaCMAuth.Tests.Support;

namespace IaCMAuth.Tests.Connectors;

public sealed class FactoryTests
{
    private const string Keys = """ "AuthMode": "StaticKeys", "StaticKeys": { "AccessKeyId": "AKIAIOSFODNN7EXAMPLE", "SecretAccessKey": "secret" } """;
    private const string TwoPhases = $$"""
        { "Connectors": { "c": { {{Keys}} } }, "Region": "eu-west-1",
          "Workspaces": { "plain": { "Connector": "C" }, "phased": { "Connector": "c", "Plan": { "AssumeRole": [ { "RoleArn": "{{The.Role}}" } ] }, "Aliases": { "dns": {} } } } }
        """;

    [Theory]
    [InlineData("nobody", null, null, "IACM1019", "phased, plain")]
    [InlineData("phased", null, null, "IACM1020", "--phase")]
    [InlineData("phased", null, "dns", "IACM1020", "--phase")]
    [InlineData("phased", RunPhase.Plan, "ns", "IACM1019", "dns")]
    public async Task Will_name_what_there_is_instead(string workspace, RunPhase? phase, string? alias, string code, string hint)
    {
        await using var app = new Registration(TwoPhases);

        var exception = Assert.Throws<CredentialConfigurationException>(() => app.Factory.ForWorkspace(workspace, phase, alias));

        Assert.Equal(code, exception.Code);
        Assert.Contains(hint, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Will_compare_names_without_case_and_give_the_same_provider_each_time()
    {
        await using var app = new Registration(TwoPhases);

        Assert.Same(app.Factory.ForWorkspace("phased", RunPhase.Plan, "dns"), app.Factory.ForWorkspace("PHASED", RunPhase.Plan, "DNS"));
        Assert.Same(app.Factory.ForConnector("c"), app.Factory.ForConnector("C"));
        Assert.Same(app.Factory.ForWorkspace("plain"), app.Factory.ForWorkspace("Plain"));
        Assert.NotSame(app.Factory.ForWorkspace("phased", RunPhase.Plan), app.Factory.ForWorkspace("phased", RunPhase.Apply));
    }

    [Fact]
    public async Task Will_accept_a_phase_where_there_is_no_difference()
    {
        await using var app = new Registration(TwoPhases);

        var identity = await app.Factory.ForWorkspace("plain", RunPhase.Apply).GetCredentialsAsync();

        Assert.Equal(The.AccessKeyId, identity.AccessKeyId);
    }

    [Fact]
    public async Task Will_advise_once_about_keys_and_delegate_selectors()
    {
        using var logs = new Microsoft.Extensions.Logging.Testing.FakeLoggerProvider();
        await using var app = new Registration($$"""{ "Connectors": { "c": { {{Keys}}, "DelegateSelectors": [ "any" ] } } }""", logs: logs);

        _ = app.Factory.ForConnector("c");
        _ = app.Factory.ForConnector("c");

        Assert.Equal(["LongTermKeys", "DelegateSelectorsIgnored"], logs.Collector.GetSnapshot().Select(r => r.Id.Name));
    }
}

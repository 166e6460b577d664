using IaCMAuth.Tests.Support;

namespace IaCMAuth.Tests.Connectors;

public sealed class AllowedAccountTests
{
    private const string Keys = """ "AuthMode": "StaticKeys", "StaticKeys": { "AccessKeyId": "AKIAIOSFODNN7EXAMPLE", "SecretAccessKey": "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" } """;

    [Fact]
    public async Task Will_take_the_account_from_the_assumed_role()
    {
        var sts = new ScriptedHttp(r => StsAnswer.AssumeRole(role: r["RoleArn"]!));
        await using var app = App("""{ "Connector": "hop", "AllowedAccountIds": [ "222222222222" ] }""", sts);

        var identity = await app.Factory.ForWorkspace("w").GetCredentialsAsync();

        Assert.Equal("222222222222", identity.AccountId);
        Assert.Single(sts.Requests);
    }

    [Fact]
    public async Task Will_hand_out_nothing_of_an_account_that_is_not_listed()
    {
        var sts = new ScriptedHttp(r => StsAnswer.AssumeRole(role: r["RoleArn"]!));
        await using var app = App("""{ "Connector": "hop", "AllowedAccountIds": [ "999999999999", "888888888888" ] }""", sts);
        var provider = app.Factory.ForWorkspace("w");

        for (var i = 0; i < 2; i++)
        {
            var exception = await Assert.ThrowsAsync<CredentialRejectedException>(async () => await provider.GetCredentialsAsync());
            Assert.Equal("IACM2009", exception.Code);
            Assert.Contains("222222222222", exception.Message, StringComparison.Ordinal);
            Assert.Contains("888888888888, 999999999999", exception.Message, StringComparison.Ordinal);
        }

        Assert.Single(sts.Requests);
    }

    [Fact]
    public async Task Will_ask_once_for_each_set_of_credentials_where_the_source_does_not_tell_the_account()
    {
        var sts = new ScriptedHttp(_ => StsAnswer.CallerIdentity());
        await using var app = App("""{ "Connector": "keys", "AllowedAccountIds": [ "222222222222" ] }""", sts);

        for (var i = 0; i < 3; i++)
            Assert.Equal("222222222222", (await app.Factory.ForWorkspace("w").GetCredentialsAsync()).AccountId);

        Assert.Equal("GetCallerIdentity", Assert.Single(sts.Requests)["Action"]);
    }

    [Fact]
    public async Task Will_hand_out_nothing_while_the_account_cannot_be_learned()
    {
        await using var app = App("""{ "Connector": "keys", "AllowedAccountIds": [ "222222222222" ] }""", new ScriptedHttp(_ => StsAnswer.Error(403, "AccessDenied")));

        await Assert.ThrowsAsync<CredentialRejectedException>(async () => await app.Factory.ForWorkspace("w").GetCredentialsAsync());
    }

    [Fact]
    public async Task Will_guard_the_minimum_life_road_too()
    {
        var sts = new ScriptedHttp(r => StsAnswer.AssumeRole(role: r["RoleArn"]!));
        await using var app = App("""{ "Connector": "hop", "AllowedAccountIds": [ "999999999999" ] }""", sts);
        var provider = Assert.IsType<ICachedCredentialProvider>(app.Factory.ForWorkspace("w"), exactMatch: false);

        await Assert.ThrowsAsync<CredentialRejectedException>(
            async () => await provider.GetCredentialsAsync(TimeSpan.FromMinutes(20), TestContext.Current.CancellationToken));
    }

    private static Registration App(string workspace, ScriptedHttp sts) => new(
        $$"""
        { "Region": "eu-west-1", "Workspaces": { "w": {{workspace}} },
          "Connectors": { "keys": { {{Keys}} }, "hop": { {{Keys}}, "AssumeRole": [ { "RoleArn": "{{The.Role}}" } ] } } }
        """,
        sts);
}

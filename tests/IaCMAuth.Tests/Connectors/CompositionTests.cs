using IaCMAuth.Tests.Support;

namespace IaCMAuth.Tests.Connectors;

/// <summary>From configuration to the requests that STS sees.</summary>
public sealed class CompositionTests
{
    private const string Keys = """ "AuthMode": "StaticKeys", "StaticKeys": { "AccessKeyId": "AKIAIOSFODNN7EXAMPLE", "SecretAccessKey": "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" } """;

    [Fact]
    public async Task Will_send_everything_a_hop_says()
    {
        var sts = Answering();
        await using var app = new Registration($$"""
            { "Region": "eu-west-1", "Connectors": { "c": { {{Keys}}, "AssumeRole": [ {
              "RoleArn": "arn:aws:iam::222222222222:role/deployer", "ExternalId": "ext-9", "Duration": "00:45:00", "SessionName": "me",
              "SessionPolicy": " { \"Version\": \"2012-10-17\",  \"Statement\": [] } ", "SessionPolicyArns": [ "arn:aws:iam::aws:policy/ReadOnlyAccess" ],
              "Tags": { "team": "net", "cost:centre": "7" }, "TransitiveTagKeys": [ "team" ], "SourceIdentity": "alice" } ] } } }
            """, sts);

        await app.Factory.ForConnector("c").GetCredentialsAsync();

        var sent = Assert.Single(sts.Requests);
        Assert.Equal("sts.eu-west-1.amazonaws.com", sent.Uri.Host);
        Assert.Contains("Credential=AKIAIOSFODNN7EXAMPLE/20", sent.Authorization, StringComparison.Ordinal);
        Assert.Equal("AssumeRole", sent["Action"]);
        Assert.Equal("ext-9", sent["ExternalId"]);
        Assert.Equal("2700", sent["DurationSeconds"]);
        Assert.Equal("me", sent["RoleSessionName"]);
        Assert.Equal("""{"Version":"2012-10-17","Statement":[]}""", sent["Policy"]);
        Assert.Equal("arn:aws:iam::aws:policy/ReadOnlyAccess", sent["PolicyArns.member.1.arn"]);
        Assert.Equal(("cost:centre", "7", "team", "net"), (sent["Tags.member.1.Key"], sent["Tags.member.1.Value"], sent["Tags.member.2.Key"], sent["Tags.member.2.Value"]));
        Assert.Equal("team", sent["TransitiveTagKeys.member.1"]);
        Assert.Equal("alice", sent["SourceIdentity"]);
    }

    [Fact]
    public async Task Will_fetch_a_shared_prefix_once_for_all_workspaces()
    {
        var sts = Answering();
        var workspaces = string.Join(", ", Enumerable.Range(0, 20).Select(i => $$"""
            "w{{i}}": { "Connector": "OIDC", "AssumeRole": [ { "RoleArn": "arn:aws:iam::222222222222:role/hub" }, { "RoleArn": "arn:aws:iam::3333333333{{i:00}}:role/target" } ] }
            """));
        await using var app = new Registration($$"""
            { "Region": "eu-west-1", "Workspaces": { {{workspaces}} }, "Connectors": { "oidc": { "AuthMode": "WebIdentity",
              "WebIdentity": { "RoleArn": "arn:aws:iam::111111111111:role/ci", "Token": { "EnvironmentVariable": "TOKEN" } } } } }
            """, sts, environment: Some.Environment(("TOKEN", Some.Jwt())));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => app.Factory.ForWorkspace($"W{i}").GetCredentialsAsync().AsTask()));

        Assert.Equal(1, sts.Requests.Count(r => r["Action"] == "AssumeRoleWithWebIdentity"));
        Assert.Equal(1, sts.Requests.Count(r => r["RoleArn"] == "arn:aws:iam::222222222222:role/hub"));
        Assert.Equal(22, sts.Requests.Count);
        Assert.Equal("oidc", sts.Requests.Single(r => r["RoleArn"]!.EndsWith("hub", StringComparison.Ordinal))["RoleSessionName"]);
        Assert.Equal("oidc-w7", sts.Requests.Single(r => r["RoleArn"] == "arn:aws:iam::333333333307:role/target")["RoleSessionName"]);
    }

    [Fact]
    public async Task Will_send_web_identity_unsigned_with_the_session_policy_of_the_last_call()
    {
        var sts = Answering();
        await using var app = new Registration("""
            { "Region": "eu-west-1", "Connectors": { "oidc": { "AuthMode": "WebIdentity",
              "WebIdentity": { "RoleArn": "arn:aws:iam::111111111111:role/ci", "Token": { "EnvironmentVariable": "TOKEN" }, "Duration": "02:00:00" } } },
              "Workspaces": { "w": { "Connector": "oidc", "Plan": { "SessionPolicyArns": [ "arn:aws:iam::aws:policy/ReadOnlyAccess" ] } } } }
            """, sts, environment: Some.Environment(("TOKEN", Some.Jwt())));

        await app.Factory.ForWorkspace("w", RunPhase.Plan).GetCredentialsAsync();
        await app.Factory.ForWorkspace("w", RunPhase.Apply).GetCredentialsAsync();

        Assert.Equal(2, sts.Requests.Count);
        Assert.All(sts.Requests, r => Assert.Null(r.Authorization));
        Assert.All(sts.Requests, r => Assert.Equal("7200", r["DurationSeconds"]));
        Assert.All(sts.Requests, r => Assert.Null(r["ProviderId"]));
        Assert.Equal([("oidc-w-plan", "arn:aws:iam::aws:policy/ReadOnlyAccess"), ("oidc-w-apply", null)], sts.Requests.Select(r => (r["RoleSessionName"], r["PolicyArns.member.1.arn"])));
    }

    [Fact]
    public async Task Will_lay_alias_over_phase_over_workspace_over_connector()
    {
        var sts = Answering();
        await using var app = new Registration($$"""
            { "Region": "eu-west-1", "Connectors": { "c": { {{Keys}}, "AssumeRole": [ { "RoleArn": "arn:aws:iam::111111111111:role/connector" } ] } },
              "Workspaces": { "w": { "Connector": "c", "SourceIdentity": "alice", "Tags": { "team": "net" }, "TransitiveTagKeys": [ "team" ],
                "Plan": { "AssumeRole": [ { "RoleArn": "arn:aws:iam::222222222222:role/plan" } ], "SourceIdentity": "planner" },
                "Aliases": { "dns": { "AssumeRole": [ { "RoleArn": "arn:aws:iam::333333333333:role/dns" } ], "Tags": { "team": "dns" } } } } } }
            """, sts);

        await app.Factory.ForWorkspace("w", RunPhase.Apply).GetCredentialsAsync();
        await app.Factory.ForWorkspace("w", RunPhase.Plan).GetCredentialsAsync();
        await app.Factory.ForWorkspace("w", RunPhase.Plan, "DNS").GetCredentialsAsync();

        Assert.Equal(
            [("connector", "alice", "net", "team"), ("plan", "planner", "net", "team"), ("dns", "planner", "dns", null)],
            sts.Requests.Select(r => (r["RoleArn"]!.Split('/')[1], r["SourceIdentity"], r["Tags.member.1.Value"], r["TransitiveTagKeys.member.1"])));
    }

    [Fact]
    public async Task Will_take_an_empty_list_for_no_hop()
    {
        await using var app = new Registration($$"""
            { "Region": "eu-west-1", "Connectors": { "c": { {{Keys}}, "AssumeRole": [ { "RoleArn": "arn:aws:iam::111111111111:role/connector" } ] } },
              "Workspaces": { "w": { "Connector": "c", "AssumeRole": [] } } }
            """);

        var identity = await app.Factory.ForWorkspace("w").GetCredentialsAsync();

        Assert.Equal(The.AccessKeyId, identity.AccessKeyId);
    }

    [Fact]
    public async Task Will_never_share_a_slot_between_requests_that_differ()
    {
        string[] variants =
        [
            """{ "Connector": "c", "AssumeRole": [ { "RoleArn": "arn:aws:iam::222222222222:role/a", "SessionName": "same" } ] }""",
            """{ "Connector": "c", "AssumeRole": [ { "RoleArn": "arn:aws:iam::222222222222:role/a", "SessionName": "other" } ] }""",
            """{ "Connector": "c", "AssumeRole": [ { "RoleArn": "arn:aws:iam::222222222222:role/a", "SessionName": "same", "ExternalId": "e1" } ] }""",
            """{ "Connector": "c", "AssumeRole": [ { "RoleArn": "arn:aws:iam::222222222222:role/a", "SessionName": "same", "Duration": "00:30:00" } ] }""",
            """{ "Connector": "c", "AssumeRole": [ { "RoleArn": "arn:aws:iam::222222222222:role/a", "SessionName": "same", "SessionPolicy": "{}" } ] }""",
            """{ "Connector": "c", "AssumeRole": [ { "RoleArn": "arn:aws:iam::222222222222:role/a", "SessionName": "same", "SessionPolicyArns": [ "arn:aws:iam::aws:policy/P" ] } ] }""",
            """{ "Connector": "c", "AssumeRole": [ { "RoleArn": "arn:aws:iam::222222222222:role/a", "SessionName": "same", "Tags": { "a": "b" } } ] }""",
            """{ "Connector": "c", "AssumeRole": [ { "RoleArn": "arn:aws:iam::222222222222:role/a", "SessionName": "same", "Tags": { "a": "b" }, "TransitiveTagKeys": [ "a" ] } ] }""",
            """{ "Connector": "c", "AssumeRole": [ { "RoleArn": "arn:aws:iam::222222222222:role/a", "SessionName": "same", "SourceIdentity": "alice" } ] }""",
            """{ "Connector": "c", "Region": "eu-central-1", "AssumeRole": [ { "RoleArn": "arn:aws:iam::222222222222:role/a", "SessionName": "same" } ] }""",
            """{ "Connector": "d", "AssumeRole": [ { "RoleArn": "arn:aws:iam::222222222222:role/a", "SessionName": "same" } ] }""",
            """{ "Connector": "c", "AssumeRole": [ { "RoleArn": "arn:aws:iam::222222222222:role/b" }, { "RoleArn": "arn:aws:iam::222222222222:role/a", "SessionName": "same" } ] }""",
        ];
        var sts = Answering();
        var workspaces = string.Join(", ", variants.Select((v, i) => $"\"w{i}\": {v}").Append($"\"twin\": {variants[0]}"));
        await using var app = new Registration($$"""{ "Region": "eu-west-1", "Connectors": { "c": { {{Keys}} }, "d": { {{Keys}} } }, "Workspaces": { {{workspaces}} } }""", sts);

        for (var i = 0; i < variants.Length; i++)
            await app.Factory.ForWorkspace($"w{i}").GetCredentialsAsync();
        await app.Factory.ForWorkspace("twin").GetCredentialsAsync();

        Assert.Equal(variants.Length, sts.Requests.Count(r => r["RoleArn"]!.EndsWith("role/a", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Will_need_a_region_only_where_STS_is_called()
    {
        await using var app = new Registration($$"""{ "Connectors": { "plain": { {{Keys}} }, "hop": { {{Keys}}, "AssumeRole": [ { "RoleArn": "{{The.Role}}" } ] } } }""");

        await app.Factory.ForConnector("plain").GetCredentialsAsync();
        var exception = await Assert.ThrowsAsync<CredentialConfigurationException>(
            async () => await app.Factory.ForConnector("hop").GetCredentialsAsync());

        Assert.Equal("IACM1017", exception.Code);
        Assert.All((string[])["Region", "AWS_REGION", "AWS_DEFAULT_REGION"], name => Assert.Contains(name, exception.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("AWS_REGION", "us-east-2", "sts.us-east-2.amazonaws.com")]
    [InlineData("AWS_DEFAULT_REGION", "us-west-2", "sts.us-west-2.amazonaws.com")]
    [InlineData("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:4566", "127.0.0.1")]
    public async Task Will_take_region_and_endpoint_from_the_environment(string variable, string value, string host)
    {
        var sts = Answering();
        (string, string)[] variables = [("AWS_REGION", "eu-west-1"), (variable, value)];
        await using var app = new Registration(
            $$"""{ "Connectors": { "c": { {{Keys}}, "AssumeRole": [ { "RoleArn": "{{The.Role}}" } ] } } }""", sts,
            environment: Some.Environment(variable.EndsWith("REGION", StringComparison.Ordinal) ? variables[1..] : variables));

        await app.Factory.ForConnector("c").GetCredentialsAsync();

        Assert.Equal(host, Assert.Single(sts.Requests).Uri.Host);
    }

    [Fact]
    public async Task Will_use_FIPS_and_dual_stack_endpoints_where_asked()
    {
        var sts = Answering();
        await using var app = new Registration($$"""
            { "Region": "us-gov-west-1", "UseFips": true, "Connectors": { "c": { {{Keys}}, "UseDualStack": false, "AssumeRole": [ { "RoleArn": "arn:aws-us-gov:iam::222222222222:role/a" } ] },
              "d": { {{Keys}}, "Region": "us-east-1", "UseDualStack": true, "AssumeRole": [ { "RoleArn": "{{The.Role}}" } ] } } }
            """, sts);

        await app.Factory.ForConnector("c").GetCredentialsAsync();
        await app.Factory.ForConnector("d").GetCredentialsAsync();

        Assert.Equal(["sts.us-gov-west-1.amazonaws.com", "sts-fips.us-east-1.api.aws"], sts.Requests.Select(r => r.Uri.Host));
    }

    private static ScriptedHttp Answering() => new(request => request["Action"] switch
    {
        "AssumeRole" => StsAnswer.AssumeRole(role: request["RoleArn"]!),
        "AssumeRoleWithWebIdentity" => StsAnswer.WebIdentity(role: request["RoleArn"]!),
        _ => StsAnswer.CallerIdentity(),
    });
}

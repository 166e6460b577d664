using IaCMAuth.Connectors;
using IaCMAuth.Tests.Support;

namespace IaCMAuth.Tests.Connectors;

/// <summary>What bad configuration gets: a code and the path of the setting, all at once.</summary>
public sealed class ConfigurationProblemTests
{
    private const string Keys = """ "AuthMode": "StaticKeys", "StaticKeys": { "AccessKeyId": "AKIAIOSFODNN7EXAMPLE", "SecretAccessKey": "s3cr3t" } """;
    private const string Oidc = """ "AuthMode": "WebIdentity", "WebIdentity": { "RoleArn": "arn:aws:iam::111111111111:role/ci", "Token": { "File": "/t" } } """;
    private const string Hop = """ { "RoleArn": "arn:aws:iam::222222222222:role/deployer" } """;

    [Theory]
    [InlineData("""{ "AuthMode": "StaticKeys" }""", "IACM1001 StaticKeys:AccessKeyId", "IACM1001 StaticKeys:SecretAccessKey")]
    [InlineData("""{ "AuthMode": "StaticKeys", "StaticKeys": { "AccessKeyId": "", "SecretAccessKey": " " } }""", "IACM1002 StaticKeys:AccessKeyId", "IACM1002 StaticKeys:SecretAccessKey")]
    [InlineData("""{ "AuthMode": "StaticKeys", "StaticKeys": { "AccessKeyId": " AKIAIOSFODNN7EXAMPLE", "SecretAccessKey": "s" } }""", "IACM1002 StaticKeys:AccessKeyId")]
    [InlineData("""{ "AuthMode": "StaticKeys", "StaticKeys": { "AccessKeyId": "AKIAIOSFODNN7EXAMPLE", "SecretAccessKey": "a b" } }""", "IACM1002 StaticKeys:SecretAccessKey")]
    [InlineData("""{ "AuthMode": "StaticKeys", "StaticKeys": { "AccessKeyId": "wJalrXUtnFEMI/K7MDENG/bPxRfi", "SecretAccessKey": "AKIAIOSFODNN7EXAMPLE" } }""", "IACM1009 StaticKeys:AccessKeyId")]
    [InlineData("""{ "AuthMode": "StaticKeys", "StaticKeys": { "AccessKeyId": "ASIAIOSFODNN7EXAMPLE", "SecretAccessKey": "s" } }""", "IACM1009 StaticKeys:AccessKeyId")]
    [InlineData("""{ "AuthMode": "StaticKeys", "StaticKeys": { "AccessKeyId": "AKIAIOSFODNN7EXAMPLE", "SecretAccessKey": "s", "SessionToken": "t" } }""", "IACM1009 StaticKeys:AccessKeyId")]
    [InlineData("""{ "AuthMode": "Magic" }""", "IACM1006 AuthMode")]
    [InlineData("""{ "AuthMode": "1" }""", "IACM1006 AuthMode")]
    [InlineData("""{ "Region": "eu-west-1" }""", "IACM1001 AuthMode")]
    [InlineData("""{ "AuthMode": "Custom" }""", "IACM1001 Custom:Provider")]
    [InlineData("""{ "AuthMode": "WebIdentity" }""", "IACM1001 WebIdentity:RoleArn", "IACM1001 WebIdentity:Token")]
    [InlineData("""{ "AuthMode": "WebIdentity", "WebIdentity": { "RoleArn": "arn:aws:iam::111111111111:role/ci", "Token": { "File": "/t", "EnvironmentVariable": "T" } } }""", "IACM1022 WebIdentity:Token")]
    [InlineData("""{ "AuthMode": "WebIdentity", "WebIdentity": { "RoleArn": "arn:aws:iam::111111111111:user/ci", "Token": { "File": "/t" } } }""", "IACM1010 WebIdentity:RoleArn")]
    [InlineData("""{ "AuthMode": "Irsa", "StaticKeys": { "AccessKeyId": "AKIAIOSFODNN7EXAMPLE", "SecretAccessKey": "s" } }""", "IACM1007 StaticKeys")]
    public void Will_name_a_wrong_setting_of_a_mode(string connector, params string[] expected) => Check(connector, expected);

    [Theory]
    [InlineData("""{ %, "AssumeRole": { "RoleArn": "arn:aws:iam::222222222222:role/deployer" } }""", "IACM1003 AssumeRole")]
    [InlineData("""{ %, "AssumeRole": {} }""", "IACM1003 AssumeRole")]
    [InlineData("""{ %, "AssumeRole": null }""", "IACM1003 AssumeRole")]
    [InlineData("""{ %, "AssumeRole": "arn:aws:iam::222222222222:role/deployer" }""", "IACM1003 AssumeRole")]
    [InlineData("""{ %, "AssumeRole": [ "arn:aws:iam::222222222222:role/deployer" ] }""", "IACM1003 AssumeRole:0")]
    [InlineData("""{ %, "AssumeRole": [ {} ] }""", "IACM1003 AssumeRole:0")]
    [InlineData("""{ %, "AssumeRole": [ { "RoleArn": [ "a" ] } ] }""", "IACM1003 AssumeRole:0:RoleArn")]
    [InlineData("""{ %, "AssumeRole": [ { "ExternalId": "abc" } ] }""", "IACM1001 AssumeRole:0:RoleArn")]
    [InlineData("""{ %, "AssumeRole": [ { "RoleArn": "arn:aws:iam::222222222222:role/deployer", "ExternalID2": "x" } ] }""", "IACM1004 AssumeRole:0:ExternalID2")]
    [InlineData("""{ %, "AssumeRoles": [] }""", "IACM1004 AssumeRoles")]
    [InlineData("""{ %, "UseFips": "yes" }""", "IACM1005 UseFips")]
    [InlineData("""{ %, "Region": "Ireland" }""", "IACM1017 Region")]
    [InlineData("""{ %, "EndpointUrl": "sts.example" }""", "IACM1018 EndpointUrl")]
    [InlineData("""{ %, "EndpointUrl": "http://sts.example" }""", "IACM1018 EndpointUrl")]
    [InlineData("""{ %, "EndpointUrl": "https://user:pass@sts.example" }""", "IACM1018 EndpointUrl")]
    public void Will_name_a_wrong_shape(string connector, params string[] expected) => Check(connector.Replace("%", Keys, StringComparison.Ordinal), expected);

    [Theory]
    [InlineData(""" "RoleArn": "arn:aws:iam::222222222222:policy/p" """, "IACM1010 RoleArn")]
    [InlineData(""" "RoleArn": "arn:aws:sts::222222222222:assumed-role/deployer/s" """, "IACM1010 RoleArn")]
    [InlineData(""" "RoleArn": "arn:aws:iam::2222:role/deployer" """, "IACM1010 RoleArn")]
    [InlineData(""" "RoleArn": "arn:aws:iam::٢٢٢٢٢٢٢٢٢٢٢٢:role/deployer" """, "IACM1010 RoleArn")]
    [InlineData(""" "RoleArn": "arn:aws-mars:iam::222222222222:role/deployer" """, "IACM1010 RoleArn")]
    [InlineData(""" "RoleArn": "arn:aws-cn:iam::222222222222:role/deployer" """, "IACM1011 RoleArn")]
    [InlineData(""" "RoleArn": "arn:aws-us-gov:iam::222222222222:role/deployer" """, "IACM1011 RoleArn")]
    [InlineData(""" "RoleArn": "%", "ExternalId": "x" """, "IACM1012 ExternalId")]
    [InlineData(""" "RoleArn": "%", "ExternalId": "has space" """, "IACM1012 ExternalId")]
    [InlineData(""" "RoleArn": "%", "SessionName": "a" """, "IACM1012 SessionName")]
    [InlineData(""" "RoleArn": "%", "SessionName": "näme" """, "IACM1012 SessionName")]
    [InlineData(""" "RoleArn": "%", "SourceIdentity": "a/b" """, "IACM1012 SourceIdentity")]
    [InlineData(""" "RoleArn": "%", "Duration": "00:14:59" """, "IACM1012 Duration")]
    [InlineData(""" "RoleArn": "%", "Duration": "12:00:01" """, "IACM1012 Duration")]
    [InlineData(""" "RoleArn": "%", "Duration": "3600" """, "IACM1005 Duration")]
    [InlineData(""" "RoleArn": "%", "Duration": "one hour" """, "IACM1005 Duration")]
    [InlineData(""" "RoleArn": "%", "Duration": "1.00:00:00" """, "IACM1005 Duration")]
    [InlineData(""" "RoleArn": "%", "SessionPolicy": "Allow all" """, "IACM1016 SessionPolicy")]
    [InlineData(""" "RoleArn": "%", "SessionPolicy": "[]" """, "IACM1016 SessionPolicy")]
    [InlineData(""" "RoleArn": "%", "SessionPolicyArns": [ "ReadOnlyAccess" ] """, "IACM1010 SessionPolicyArns:0")]
    [InlineData(""" "RoleArn": "%", "SessionPolicyArns": "ReadOnlyAccess" """, "IACM1003 SessionPolicyArns")]
    [InlineData(""" "RoleArn": "%", "Tags": { "aws:x": "y" } """, "IACM1012 Tags")]
    [InlineData(""" "RoleArn": "%", "Tags": { "team": "a<b" } """, "IACM1012 Tags:team")]
    [InlineData(""" "RoleArn": "%", "Tags": [ "team" ], "TransitiveTagKeys": [] """, "IACM1003 Tags")]
    [InlineData(""" "RoleArn": "%", "Tags": { "team": "net" }, "TransitiveTagKeys": [ "other" ] """, "IACM1012 TransitiveTagKeys:0")]
    [InlineData(""" "RoleArn": "%", "Tags": { "team": null } """, "IACM1003 Tags:team")]
    [InlineData(""" "RoleArn": "%", "Tags": { "cost:centre": "7" }, "TransitiveTagKeys": [ "cost:centre" ] """, "")]
    public void Will_name_a_field_of_a_hop_outside_of_its_limits(string hop, string expected)
    {
        var connector = $$"""{ {{Keys}}, "AssumeRole": [ { {{hop.Replace("%", The.Role, StringComparison.Ordinal)}} } ] }""";
        Check(connector, expected.Length == 0 ? [] : [expected.Replace(" ", " AssumeRole:0:", StringComparison.Ordinal)]);
    }

    [Theory]
    [InlineData("""{ %, "AssumeRole": [ { "RoleArn": "arn:aws:iam::222222222222:role/a" }, { "RoleArn": "arn:aws:iam::222222222222:role/a" } ] }""", "IACM1014 AssumeRole:1:RoleArn")]
    [InlineData("""{ %, "AssumeRole": [ { "RoleArn": "arn:aws:iam::222222222222:role/a" }, { "RoleArn": "arn:aws:iam::222222222222:role/b", "Duration": "02:00:00" } ] }""", "IACM1013 AssumeRole:1:Duration")]
    [InlineData("""{ %, "AssumeRole": [ { "RoleArn": "arn:aws:iam::222222222222:role/a", "Duration": "12:00:00" } ] }""", "")]
    [InlineData("""{ "AuthMode": "InstanceProfile", "AssumeRole": [ { "RoleArn": "arn:aws:iam::222222222222:role/a", "Duration": "01:00:01" } ] }""", "IACM1013 AssumeRole:0:Duration")]
    [InlineData("""{ "AuthMode": "Irsa", "Irsa": { "RoleArn": "arn:aws:iam::222222222222:role/a" }, "AssumeRole": [ { "RoleArn": "arn:aws:iam::222222222222:role/a" } ] }""", "IACM1014 AssumeRole:0:RoleArn")]
    public void Will_judge_a_chain_before_any_call(string connector, string expected) =>
        Check(connector.Replace("%", Keys, StringComparison.Ordinal), expected.Length == 0 ? [] : [expected]);

    [Theory]
    [InlineData("InstanceProfile")]
    [InlineData("Irsa")]
    [InlineData("Container")]
    public void Will_refuse_a_node_or_pod_identity_on_a_hosted_cloud(string mode)
    {
        var problem = Assert.Single(Problems($$"""{ "Infrastructure": "Hosted", "Connectors": { "c": { "AuthMode": "{{mode}}" } } }"""));

        Assert.Equal("IACM1008", problem.Code);
        Assert.Equal("IacmAwsAuth:Connectors:c:AuthMode", problem.Setting);
        Assert.Contains("IacmAwsAuth:Infrastructure", problem.Problem, StringComparison.Ordinal);
        Assert.Contains("WebIdentity", problem.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("StaticKeys", Keys)]
    [InlineData("WebIdentity", Oidc)]
    [InlineData("Custom", """ "AuthMode": "Custom", "Custom": { "Provider": "p" } """)]
    public void Will_allow_the_others_on_a_hosted_cloud(string mode, string connector) =>
        Assert.True(Problems($$"""{ "Infrastructure": "Hosted", "Connectors": { "c": { {{connector}} } } }""").Count == 0, mode);

    [Theory]
    [InlineData("""{ "AllowedAccountIds": [ "222222222222" ] }""", "IACM1001 Connector")]
    [InlineData("""{ "Connector": "nobody" }""", "IACM1019 Connector")]
    [InlineData("""{ "Connector": "C", "AllowedAccountIds": [] }""", "IACM1012 AllowedAccountIds")]
    [InlineData("""{ "Connector": "C", "AllowedAccountIds": [ "2222" ] }""", "IACM1012 AllowedAccountIds:0")]
    [InlineData("""{ "Connector": "C", "AllowedAccountIds": "222222222222" }""", "IACM1003 AllowedAccountIds")]
    [InlineData("""{ "Connector": "C", "Plan": { "SessionPolicyArns": [ "arn:aws:iam::aws:policy/ReadOnlyAccess" ] } }""", "IACM1015 Plan:SessionPolicyArns")]
    [InlineData("""{ "Connector": "C", "Tags": { "a": "b" } }""", "IACM1015 Tags")]
    [InlineData("""{ "Connector": "C", "SourceIdentity": "alice" }""", "IACM1015 SourceIdentity")]
    [InlineData("""{ "Connector": "oidc", "SourceIdentity": "alice" }""", "IACM1015 SourceIdentity")]
    [InlineData("""{ "Connector": "oidc", "SessionPolicy": "{}" }""", "")]
    [InlineData("""{ "Connector": "hop", "Apply": { "AssumeRole": [], "SourceIdentity": "alice" } }""", "IACM1015 Apply:SourceIdentity")]
    [InlineData("""{ "Connector": "hop", "SourceIdentity": "alice" }""", "")]
    [InlineData("""{ "Connector": "hop", "Plan": { "AssumeRole": [ { "RoleArn": "arn:aws:iam::222222222222:role/plan", "SourceIdentity": "bob" } ], "SourceIdentity": "alice" } }""", "IACM1023 Plan:SourceIdentity")]
    [InlineData("""{ "Connector": "C", "Plan": null }""", "")]
    [InlineData("""{ "Connector": "C", "Plan": [] }""", "IACM1003 Plan")]
    [InlineData("""{ "Connector": "C", "Aliases": { "dns": { "AssumeRole": {} } } }""", "IACM1003 Aliases:dns:AssumeRole")]
    public void Will_name_a_wrong_setting_of_a_workspace(string workspace, string expected)
    {
        var problems = Problems($$"""
            { "Region": "eu-west-1", "Workspaces": { "w": {{workspace}} },
              "Connectors": { "c": { {{Keys}} }, "oidc": { {{Oidc}} }, "hop": { {{Keys}}, "AssumeRole": [ {{Hop}} ] } } }
            """);

        Assert.Equal(expected.Length == 0 ? [] : [expected], problems.Select(p => $"{p.Code} {p.Setting.Replace("IacmAwsAuth:Workspaces:w:", string.Empty, StringComparison.Ordinal)}"));
    }

    [Fact]
    public void Will_report_everything_at_once_and_name_what_belongs_there()
    {
        var problems = Problems("""
            { "Conectors": {}, "Infrastructure": "Cloud", "UseFips": 7, "Connectors": { "a": { "AuthMode": "Irsa", "Irsa": { "Namespaces": "x" } }, "b": { "AuthMode": "Magic" } } }
            """);

        Assert.Equal(
            ["IACM1004 IacmAwsAuth:Conectors", "IACM1004 IacmAwsAuth:Connectors:a:Irsa:Namespaces", "IACM1005 IacmAwsAuth:Infrastructure", "IACM1005 IacmAwsAuth:UseFips", "IACM1006 IacmAwsAuth:Connectors:b:AuthMode"],
            problems.Select(p => $"{p.Code} {p.Setting}").Order(StringComparer.Ordinal));
        Assert.Contains("Connectors", problems.Single(p => p.Setting == "IacmAwsAuth:Conectors").Remedy, StringComparison.Ordinal);
        Assert.All(problems, p => Assert.False(string.IsNullOrWhiteSpace(p.Remedy)));
    }

    [Fact]
    public void Will_not_repeat_a_configured_secret()
    {
        var problems = Problems($$"""
            { "Connectors": { "c": { "AuthMode": "StaticKeys", "StaticKeys": { "AccessKeyId": "{{The.Secret}}", "SecretAccessKey": "{{The.SessionSecret}} ", "SessionToken": " {{The.SessionToken}}" } } } }
            """);

        Assert.NotEmpty(problems);
        Assert.All(problems, p => Assert.DoesNotContain(The.Secrets, secret => p.ToString().Contains(secret, StringComparison.Ordinal)));
    }

    private static void Check(string connector, string[] expected) => Assert.Equal(
        expected,
        Problems($$"""{ "Region": "eu-west-1", "Connectors": { "c": {{connector}} } }""")
            .Select(p => $"{p.Code} {p.Setting.Replace("IacmAwsAuth:Connectors:c:", string.Empty, StringComparison.Ordinal)}"));

    private static IReadOnlyList<ConfigurationProblem> Problems(string json)
    {
        var options = new IacmAwsAuthOptions();
        new OptionsReader(Some.Section(json)).Configure(options);
        return OptionsRules.Check(options);
    }
}

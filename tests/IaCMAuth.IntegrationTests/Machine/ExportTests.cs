using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using IaCMAuth.IntegrationTests.Moto;
using IaCMAuth.IntegrationTests.Tool;
using IaCMAuth.Testing;

namespace IaCMAuth.IntegrationTests.Machine;

/// <summary>The machine's own identity as the tool finds it: by variables alone, with counterparts that nobody here wrote.</summary>
public sealed class ExportTests : IAsyncLifetime
{
    private const string Deployer = "arn:aws:iam::222222222222:role/deployer";
    private const string Runner = "arn:aws:iam::111111111111:role/runner";

    private readonly ToolProcess _tool = new();
    private readonly MotoServer _moto = new();

    public async ValueTask InitializeAsync()
    {
        await _moto.InitializeAsync();
        _tool["AWS_REGION"] = "us-east-1";
        _tool.Write("iacmauth.json", Configuration("Kubernetes"));
    }

    public ValueTask DisposeAsync()
    {
        _tool.Dispose();
        return _moto.DisposeAsync();
    }

    [Theory]
    [InlineData("node")]
    [InlineData("node-hop")]
    public async Task Will_find_the_node_role_with_moto_as_metadata_service(string connector)
    {
        _tool["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = _moto.Url;
        _tool["AWS_ENDPOINT_URL_STS"] = _moto.Url;

        await ExportAsync(connector);
    }

    [Theory]
    [InlineData("irsa")]
    [InlineData("irsa-hop")]
    public async Task Will_exchange_the_token_of_a_service_account_with_moto_as_STS(string connector)
    {
        _tool["AWS_ROLE_ARN"] = Runner;
        _tool["AWS_WEB_IDENTITY_TOKEN_FILE"] = _tool.Write("token", "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJzeXN0ZW06c2VydmljZWFjY291bnQ6aWFjOnJ1bm5lciJ9.c2ln");
        _tool["AWS_ENDPOINT_URL_STS"] = _moto.Url;

        var json = await ExportAsync(connector);

        Assert.Equal(connector == "irsa" ? "111111111111" : "222222222222", json.GetProperty("AccountId").GetString());
    }

    [Theory]
    [InlineData("pod")]
    [InlineData("pod-hop")]
    public async Task Will_ask_the_agent_of_the_container(string connector)
    {
        await using var aws = await LocalAws.StartAsync();
        aws.AddRole(Deployer, TrustPolicy.ForPrincipal(Runner));
        var container = await aws.StartContainerAsync(aws.AddRole(Runner, TrustPolicy.ForService("pods.eks.amazonaws.com")));
        _tool["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = container.PodIdentity.Uri;
        _tool["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = await File.ReadAllTextAsync(container.PodIdentity.TokenFile!);
        _tool["AWS_ENDPOINT_URL_STS"] = aws.Endpoint.OriginalString;

        var json = await ExportAsync(connector);

        Assert.Equal(connector == "pod" ? "111111111111" : "222222222222", json.GetProperty("AccountId").GetString());
    }

    [Theory]
    [InlineData("node", "InstanceProfile")]
    [InlineData("irsa", "Irsa")]
    [InlineData("pod", "Container")]
    public async Task Will_refuse_on_a_hosted_cloud_what_only_a_cluster_has(string connector, string mode)
    {
        _tool.Write("iacmauth.json", Configuration("Hosted"));

        var result = await _tool.RunAsync("export", "--connector", connector);

        Assert.Equal((2, string.Empty), (result.ExitCode, result.Output));
        foreach (var text in (string[])["IACM1008", "Infrastructure", "Hosted", mode, "WebIdentity"])
            Assert.Contains(text, result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Will_name_the_hop_limit_where_the_metadata_service_stays_silent()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _tool["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = $"http://{listener.LocalEndpoint}";
        var watch = Stopwatch.StartNew();

        var result = await _tool.RunAsync("export", "--connector", "node");

        Assert.Equal((4, string.Empty), (result.ExitCode, result.Output));
        Assert.StartsWith("error IACM3020: ", result.Errors, StringComparison.Ordinal);
        Assert.Contains("aws ec2 modify-instance-metadata-options --instance-id <id> --http-put-response-hop-limit 2 --http-tokens required", result.Errors, StringComparison.Ordinal);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"It took {watch.Elapsed}.");
    }

    [Fact]
    public async Task Will_not_show_a_token_to_a_neighbour_of_the_agent()
    {
        _tool["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = "http://169.254.170.99/x";
        _tool["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = "secret-token";

        var result = await _tool.RunAsync("export", "--connector", "pod");

        Assert.Equal((2, string.Empty), (result.ExitCode, result.Output));
        foreach (var host in (string[])["127.0.0.0/8", "::1", "localhost", "169.254.170.2", "169.254.170.23", "fd00:ec2::23"])
            Assert.Contains(host, result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-token", result.Errors, StringComparison.Ordinal);
    }

    private async Task<JsonElement> ExportAsync(string connector)
    {
        var result = await _tool.RunAsync("export", "--format", "process", "--connector", connector);

        Assert.Equal((0, string.Empty), (result.ExitCode, result.Errors));
        var json = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal(1, json.GetProperty("Version").GetInt32());
        Assert.False(string.IsNullOrEmpty(json.GetProperty("AccessKeyId").GetString()));
        Assert.False(string.IsNullOrEmpty(json.GetProperty("SecretAccessKey").GetString()));
        Assert.False(string.IsNullOrEmpty(json.GetProperty("SessionToken").GetString()));
        Assert.True(json.GetProperty("Expiration").GetDateTimeOffset() > TimeProvider.System.GetUtcNow());
        return json;
    }

    private static string Configuration(string infrastructure)
    {
        var hop = $$""", "AssumeRole": [ { "RoleArn": "{{Deployer}}" } ]""";
        return $$"""
            { "IacmAwsAuth": { "Infrastructure": "{{infrastructure}}", "Connectors": {
                "node": { "AuthMode": "InstanceProfile" }, "node-hop": { "AuthMode": "InstanceProfile"{{hop}} },
                "irsa": { "AuthMode": "Irsa" }, "irsa-hop": { "AuthMode": "Irsa"{{hop}} },
                "pod": { "AuthMode": "Container" }, "pod-hop": { "AuthMode": "Container"{{hop}} } } } }
            """;
    }
}

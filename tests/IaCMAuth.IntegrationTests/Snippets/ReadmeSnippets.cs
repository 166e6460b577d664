using Amazon;
using Amazon.S3;
using IaCMAuth.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace IaCMAuth.IntegrationTests.Snippets;

/// <summary>The C# blocks of README, executed.</summary>
public sealed class ReadmeSnippets
{
    [Fact]
    public async Task Use_it_in_a_service()
    {
        await using var aws = await LocalAws.StartAsync();
        var user = aws.AddUser("111111111111", "ci");
        aws.AddRole("arn:aws:iam::222222222222:role/apply", TrustPolicy.ForPrincipal(user.Arn, externalId: "ext-9"));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["IacmAwsAuth:Region"] = aws.Region,
            ["IacmAwsAuth:EndpointUrl"] = aws.Endpoint.OriginalString,
            ["IacmAwsAuth:Connectors:keys:AuthMode"] = "StaticKeys",
            ["IacmAwsAuth:Connectors:keys:StaticKeys:AccessKeyId"] = user.Keys.AccessKeyId,
            ["IacmAwsAuth:Connectors:keys:StaticKeys:SecretAccessKey"] = user.Keys.SecretAccessKey,
            ["IacmAwsAuth:Workspaces:network-prod:Connector"] = "keys",
            ["IacmAwsAuth:Workspaces:network-prod:Apply:AssumeRole:0:RoleArn"] = "arn:aws:iam::222222222222:role/apply",
            ["IacmAwsAuth:Workspaces:network-prod:Apply:AssumeRole:0:ExternalId"] = "ext-9",
        }).Build();

        var services = new ServiceCollection();
        services.AddIacmAwsAuth(configuration.GetSection("IacmAwsAuth"));
        await using var provider = services.BuildServiceProvider();

        var factory = provider.GetRequiredService<ICredentialProviderFactory>();
        ICredentialProvider credentials = factory.ForWorkspace("network-prod", RunPhase.Apply);

        AwsCredentialIdentity identity = await credentials.GetCredentialsAsync();
        using var s3 = new AmazonS3Client(credentials.ToAwsCredentials(), RegionEndpoint.EUWest1);

        Assert.Equal("222222222222", identity.AccountId);
    }

    [Fact]
    public async Task Without_a_container()
    {
        await using var aws = await LocalAws.StartAsync();
        var issuer = aws.AddOidcIssuer();
        aws.AddRole("arn:aws:iam::111111111111:role/ci", TrustPolicy.ForWebIdentity(issuer, "ci"));
        aws.AddRole("arn:aws:iam::222222222222:role/deployer", TrustPolicy.ForPrincipal("111111111111"));
        var (sts, tokenFile) = (aws.Sts, Path.GetTempFileName());
        File.WriteAllText(tokenFile, issuer.MintToken("ci"));

        await using var credentials = CredentialProviders
            .WebIdentity(new WebIdentityOptions { RoleArn = "arn:aws:iam::111111111111:role/ci", Token = new WebIdentityTokenOptions { File = tokenFile } }, sts)
            .AssumeRole(new AssumeRoleOptions { RoleArn = "arn:aws:iam::222222222222:role/deployer" })
            .Cached();

        Assert.Equal("222222222222", (await credentials.GetCredentialsAsync()).AccountId);
        File.Delete(tokenFile);
    }

    [Fact]
    public async Task Mock_the_one_method()
    {
        var credentials = Substitute.For<ICredentialProvider>();
        credentials.GetCredentialsAsync(Arg.Any<CancellationToken>()).Returns(FakeCredentials.Temporary());

        Assert.StartsWith("ASIA", (await credentials.GetCredentialsAsync()).AccessKeyId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_against_an_AWS_in_the_process()
    {
        await using var aws = await LocalAws.StartAsync();
        var user = aws.AddUser("111111111111", "ci");
        var role = aws.AddRole("arn:aws:iam::222222222222:role/deployer", TrustPolicy.ForPrincipal(user.Arn, externalId: "ext-9"));
        var hop = new AssumeRoleOptions { RoleArn = role.Arn, ExternalId = "ext-9" };
        await using var credentials = CredentialProviders.StaticKeys(user.Keys).AssumeRole(hop, aws.Sts).Cached();

        Assert.Equal("222222222222", (await credentials.GetCredentialsAsync()).AccountId);
    }

    [Fact]
    public async Task The_role_of_a_service_account()
    {
        await using var aws = await LocalAws.StartAsync();
        var cluster = aws.AddCluster();
        var role = aws.AddRole("arn:aws:iam::111111111111:role/runner", cluster.TrustPolicyFor("iac", "runner"));
        var pod = cluster.StartPod("iac", "runner", role);
        await using var credentials = CredentialProviders.Irsa(pod.Irsa, aws.Sts).Cached();

        Assert.Equal("111111111111", (await credentials.GetCredentialsAsync()).AccountId);
    }

    [Fact]
    public async Task The_role_of_a_node()
    {
        await using var aws = await LocalAws.StartAsync();
        var role = aws.AddRole("arn:aws:iam::111111111111:role/node", TrustPolicy.ForService("ec2.amazonaws.com"));
        var node = await aws.StartInstanceAsync(role);
        await using var credentials = CredentialProviders.InstanceProfile(node.Options).Cached();

        Assert.Equal("111111111111", (await credentials.GetCredentialsAsync()).AccountId);
    }
}

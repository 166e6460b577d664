using Amazon;
using Amazon.Extensions.NETCore.Setup;
using Amazon.Runtime;
using Amazon.S3;
using IaCMAuth.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace IaCMAuth.IntegrationTests.Snippets;

/// <summary>The C# blocks of docs/aws-sdk.md, executed.</summary>
public sealed class AwsSdkSnippets
{
    private readonly FakeCredentialProvider _laptop = new();

    [Fact]
    public async Task For_every_client_of_the_application()
    {
        var services = Services();

        services.AddDefaultAWSOptions(sp => new AWSOptions
        {
            Credentials = sp.GetRequiredService<ICredentialProviderFactory>().ForWorkspace("network-prod", RunPhase.Plan).ToAwsCredentials(),
            Region = RegionEndpoint.EUWest1,
        });
        services.AddAWSService<IAmazonS3>();

        await using var provider = services.BuildServiceProvider();
        await PresignAsync(provider.GetRequiredService<IAmazonS3>());
    }

    [Fact]
    public async Task One_client_for_each_workspace()
    {
        var services = Services();

        services.AddKeyedSingleton<IAmazonS3>("network-prod", (sp, key) =>
        {
            var credentials = sp.GetRequiredKeyedService<ICredentialProvider>($"{key}/apply");
            return new AmazonS3Client(credentials.ToAwsCredentials(), RegionEndpoint.EUWest1);
        });

        await using var provider = services.BuildServiceProvider();
        await PresignAsync(provider.GetRequiredKeyedService<IAmazonS3>("network-prod"));
    }

    [Fact]
    public async Task By_identity_resolver()
    {
        ICredentialProvider credentials = _laptop;

        var config = new AmazonS3Config { RegionEndpoint = RegionEndpoint.EUWest1 }.WithCredentials(credentials);
        using var s3 = new AmazonS3Client(config);

        await s3.Config.IdentityResolverConfiguration.GetIdentityResolver<AWSCredentials>().ResolveIdentityAsync(s3.Config, CancellationToken.None);
        Assert.Equal(1, _laptop.Calls);
    }

    [Fact]
    public async Task When_a_service_says_the_credentials_are_bad()
    {
        await using var cached = _laptop.Cached();
        var identity = await cached.GetCredentialsAsync();

        try
        {
            throw new AmazonServiceException("expired") { ErrorCode = "ExpiredToken" };
        }
        catch (AmazonServiceException exception) when (exception.ErrorCode is "ExpiredToken" or "ExpiredTokenException" or "InvalidToken")
        {
            cached.Invalidate(rejectedAccessKeyId: identity.AccessKeyId);
        }

        await cached.GetCredentialsAsync();
        Assert.Equal(2, _laptop.Calls);
    }

    private ServiceCollection Services()
    {
        var services = new ServiceCollection();
        services.AddIacmAwsAuth(options =>
        {
            options.Connectors["laptop"] = new ConnectorOptions { AuthMode = AuthMode.Custom, Custom = new CustomOptions { Provider = "laptop" } };
            options.Workspaces["network-prod"] = new WorkspaceOptions { Connector = "laptop" };
        }).AddCredentialProvider("laptop", _laptop);
        return services;
    }

    private static async Task PresignAsync(IAmazonS3 s3)
    {
        var url = await s3.GetPreSignedURLAsync(new Amazon.S3.Model.GetPreSignedUrlRequest { BucketName = "bucket", Key = "key", Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(5) });

        Assert.Contains("X-Amz-Credential=ASIA", url, StringComparison.Ordinal);
    }
}

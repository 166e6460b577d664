using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.DependencyInjection;

namespace IaCMAuth.IntegrationTests.Moto;

/// <summary>From options to a bucket's list, by an STS and an S3 that nobody here wrote.</summary>
public sealed class MotoTests : IAsyncLifetime
{
    private readonly MotoServer _moto = new();

    public ValueTask InitializeAsync() => _moto.InitializeAsync();

    public ValueTask DisposeAsync() => _moto.DisposeAsync();

    [Fact]
    public async Task Will_list_a_bucket_with_keys_and_a_hop_while_moto_checks_every_signature()
    {
        var keys = await new MotoAccount(_moto.Url).CreateAsync();
        await _moto.CheckAuthAfterAsync(0);
        await using var services = Services(new ConnectorOptions { AuthMode = AuthMode.StaticKeys, StaticKeys = keys, AssumeRole = [new AssumeRoleOptions { RoleArn = MotoAccount.RoleArn }] });
        var provider = services.GetRequiredService<ICredentialProviderFactory>().ForConnector("c");

        var identity = await provider.GetCredentialsAsync();
        Assert.Equal("123456789012", identity.AccountId);
        Assert.Equal($"static keys → {MotoAccount.RoleArn}", identity.Source);
        Assert.Equal([MotoAccount.Key], await ListAsync(new AmazonS3Client(provider.ToAwsCredentials(), S3Config())));
        Assert.Equal([MotoAccount.Key], await ListAsync(new AmazonS3Client(S3Config().WithCredentials(provider))));

        var caller = await provider.GetCallerIdentityAsync();
        Assert.Equal("arn:aws:sts::123456789012:assumed-role/deployer/iacm-c", caller.Arn);
    }

    [Fact]
    public async Task Will_explain_what_moto_refuses()
    {
        var keys = await new MotoAccount(_moto.Url).CreateAsync();
        await _moto.CheckAuthAfterAsync(0);
        var wrong = new StaticKeysOptions { AccessKeyId = keys.AccessKeyId, SecretAccessKey = "wrong" };
        var unknown = new StaticKeysOptions { AccessKeyId = "AKIAIOSFODNN7EXAMPLE", SecretAccessKey = "unknown" };

        foreach (var bad in (StaticKeysOptions[])[wrong, unknown])
        {
            await using var services = Services(new ConnectorOptions { AuthMode = AuthMode.StaticKeys, StaticKeys = bad, AssumeRole = [new AssumeRoleOptions { RoleArn = MotoAccount.RoleArn }] });
            var exception = await Assert.ThrowsAsync<CredentialRejectedException>(
                async () => await services.GetRequiredService<ICredentialProviderFactory>().ForConnector("c").GetCredentialsAsync());

            Assert.Equal("IACM2004", exception.Code);
            Assert.Contains(bad.AccessKeyId!, exception.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(bad.SecretAccessKey!, exception.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Will_list_a_bucket_with_a_web_identity()
    {
        await new MotoAccount(_moto.Url).CreateAsync();
        await using var services = Services(new ConnectorOptions
        {
            AuthMode = AuthMode.WebIdentity,
            WebIdentity = new WebIdentityOptions
            {
                RoleArn = MotoAccount.RoleArn,
                Token = new WebIdentityTokenOptions { Source = CredentialProviders.TokenSource(_ => ValueTask.FromResult("eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJjaSJ9.c2ln")) },
            },
        });
        var provider = services.GetRequiredService<ICredentialProviderFactory>().ForConnector("c");

        Assert.Equal([MotoAccount.Key], await ListAsync(new AmazonS3Client(provider.ToAwsCredentials(), S3Config())));
        Assert.Equal($"web identity → {MotoAccount.RoleArn}", (await provider.GetCredentialsAsync()).Source);
    }

    [Fact]
    public async Task Will_work_from_the_credentials_of_the_AWS_SDK()
    {
        var keys = await new MotoAccount(_moto.Url).CreateAsync();
        await _moto.CheckAuthAfterAsync(0);
        var laptop = new BasicAWSCredentials(keys.AccessKeyId, keys.SecretAccessKey);

        await using var provider = CredentialProviders.FromAwsCredentials(laptop)
            .AssumeRole(new AssumeRoleOptions { RoleArn = MotoAccount.RoleArn }, new StsOptions { Region = "us-east-1", EndpointUrl = _moto.Url })
            .Cached();

        Assert.Equal([MotoAccount.Key], await ListAsync(new AmazonS3Client(provider.ToAwsCredentials(), S3Config())));
    }

    private AmazonS3Config S3Config() => new() { ServiceURL = _moto.Url, ForcePathStyle = true, AuthenticationRegion = "us-east-1" };

    private static async Task<IEnumerable<string>> ListAsync(AmazonS3Client s3)
    {
        using (s3)
            return (await s3.ListObjectsV2Async(new Amazon.S3.Model.ListObjectsV2Request { BucketName = MotoAccount.Bucket })).S3Objects.Select(o => o.Key);
    }

    private ServiceProvider Services(ConnectorOptions connector)
    {
        var services = new ServiceCollection();
        services.AddIacmAwsAuth(options =>
        {
            (options.Region, options.EndpointUrl) = ("us-east-1", _moto.Url);
            options.Connectors["c"] = connector;
        });
        return services.BuildServiceProvider();
    }
}

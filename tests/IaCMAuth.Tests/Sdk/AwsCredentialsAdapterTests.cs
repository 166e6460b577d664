using Amazon.Runtime;
using Amazon.S3;
using IaCMAuth.Tests.Support;
using NSubstitute;

namespace IaCMAuth.Tests.Sdk;

public sealed class AwsCredentialsAdapterTests
{
    [Fact]
    public async Task Will_hand_over_every_part()
    {
        var credentials = Provider(Some.Identity()).ToAwsCredentials();

        foreach (var keys in (ImmutableCredentials[])[await credentials.GetCredentialsAsync(), credentials.GetCredentials()])
            Assert.Equal((The.SessionKeyId, The.SessionSecret, The.SessionToken, The.AccountId), (keys.AccessKey, keys.SecretKey, keys.Token, keys.AccountId));
    }

    [Fact]
    public async Task Will_give_the_synchronous_read_the_set_of_the_asynchronous_one_before()
    {
        var source = Rotating();
        var credentials = source.ToAwsCredentials();

        var first = (await credentials.GetCredentialsAsync()).AccessKey;
        var second = credentials.GetCredentials().AccessKey;

        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Will_use_the_pin_once()
    {
        var credentials = Rotating().ToAwsCredentials();
        var first = (await credentials.GetCredentialsAsync()).AccessKey;
        _ = credentials.GetCredentials();

        Assert.NotEqual(first, credentials.GetCredentials().AccessKey);
    }

    [Fact]
    public async Task Will_not_lend_the_pin_to_other_credentials()
    {
        var (one, other) = (Rotating().ToAwsCredentials(), Provider(Some.Identity("ASIAOTHEROTHEROTHER1")).ToAwsCredentials());
        _ = await one.GetCredentialsAsync();

        Assert.Equal("ASIAOTHEROTHEROTHER1", other.GetCredentials().AccessKey);
    }

    [Fact]
    public async Task Will_not_trust_the_pin_past_an_invalidation()
    {
        var calls = 0;
        await using var cached = new ScriptedProvider((_, _) => ValueTask.FromResult(Some.Identity($"ASIA{++calls:0000000000000000}"))).Cached(timeProvider: Some.Time());
        var credentials = cached.ToAwsCredentials();
        var first = (await credentials.GetCredentialsAsync()).AccessKey;

        cached.Invalidate(first);

        Assert.NotEqual(first, credentials.GetCredentials().AccessKey);
    }

    [Fact]
    public async Task Will_pass_our_errors_on_as_they_are()
    {
        var credentials = new ScriptedProvider((_, _) => throw new CredentialRejectedException("IACM2001", "No.", "Ask.")).ToAwsCredentials();

        await Assert.ThrowsAsync<CredentialRejectedException>(() => credentials.GetCredentialsAsync());
        Assert.Throws<CredentialRejectedException>(() => credentials.GetCredentials());
    }

    [Fact]
    public void Will_presign_with_the_adapter()
    {
        using var s3 = new AmazonS3Client(Provider(Some.Identity()).ToAwsCredentials(), Amazon.RegionEndpoint.EUWest1);

        var url = s3.GetPreSignedURL(new Amazon.S3.Model.GetPreSignedUrlRequest { BucketName = "bucket", Key = "key", Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(5) });

        Assert.Contains($"X-Amz-Credential={The.SessionKeyId}", url, StringComparison.Ordinal);
        Assert.Contains("X-Amz-Security-Token=", url, StringComparison.Ordinal);
    }

    [Fact]
    public void Will_refuse_a_configuration_whose_own_credentials_would_win()
    {
        var config = new AmazonS3Config { DefaultAWSCredentials = new AnonymousAWSCredentials() };

        Assert.Throws<ArgumentException>(() => config.WithCredentials(Provider(Some.Identity())));
    }

    private static ICredentialProvider Provider(AwsCredentialIdentity identity)
    {
        var provider = Substitute.For<ICredentialProvider>();
        provider.GetCredentialsAsync(Arg.Any<CancellationToken>()).Returns(identity);
        return provider;
    }

    private static ScriptedProvider Rotating() => new((call, _) => ValueTask.FromResult(Some.Identity($"ASIA{call:0000000000000000}")));
}

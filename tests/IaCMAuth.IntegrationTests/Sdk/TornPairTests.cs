using System.Diagnostics;
using Amazon.Runtime;
using Amazon.S3;

namespace IaCMAuth.IntegrationTests.Sdk;

/// <summary>No request goes out with the key of one set and the session token of another. Runs again with every update of the AWS SDK.</summary>
public sealed class TornPairTests
{
    private const int Callers = 8;

    [Theory]
    [InlineData("adapter")]
    [InlineData("identity resolver")]
    public async Task Will_tear_no_pair_while_credentials_rotate_every_millisecond(string road)
    {
        await using var server = await TornPairServer.StartAsync();
        using var s3 = Client(server, road, new Rotating(() => (long)Stopwatch.GetElapsedTime(0).TotalMilliseconds));

        await CallAsync(s3, requests: 20_000);

        Assert.True(server.Requests >= 20_000);
        Assert.Equal(0, server.Torn);
    }

    /// <summary>The hardest schedule there is, with the adapter that everybody would write beside ours to show that the server notices.</summary>
    [Theory]
    [InlineData("adapter", false)]
    [InlineData("identity resolver", false)]
    [InlineData("plain adapter", true)]
    public async Task Will_tear_no_pair_while_credentials_rotate_at_every_read(string road, bool isTorn)
    {
        var reads = 0L;
        await using var server = await TornPairServer.StartAsync();
        using var s3 = Client(server, road, new Rotating(() => Interlocked.Increment(ref reads)));

        await CallAsync(s3, requests: 1_000);

        Assert.Equal(isTorn, server.Torn > 0);
    }

    private static AmazonS3Client Client(TornPairServer server, string road, ICredentialProvider provider)
    {
        var config = new AmazonS3Config { ServiceURL = server.Url, ForcePathStyle = true, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 };
        return road switch
        {
            "adapter" => new AmazonS3Client(provider.ToAwsCredentials(), config),
            "identity resolver" => new AmazonS3Client(config.WithCredentials(provider)),
            _ => new AmazonS3Client(new PlainAdapter(provider), config),
        };
    }

    private static Task CallAsync(AmazonS3Client s3, int requests) => Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
    {
        for (var i = 0; i < requests / Callers; i++)
            await s3.ListBucketsAsync();
    })));

    private sealed class Rotating(Func<long> generation) : ICredentialProvider
    {
        public ValueTask<AwsCredentialIdentity> GetCredentialsAsync(CancellationToken cancellationToken = default) =>
            new(TornPairServer.Generation(generation()));
    }

    private sealed class PlainAdapter(ICredentialProvider provider) : AWSCredentials
    {
        public override ImmutableCredentials GetCredentials() => GetCredentialsAsync().GetAwaiter().GetResult();

        public override async Task<ImmutableCredentials> GetCredentialsAsync()
        {
            var identity = await provider.GetCredentialsAsync();
            return new ImmutableCredentials(identity.AccessKeyId, identity.SecretAccessKey, identity.SessionToken);
        }
    }
}

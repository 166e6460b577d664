using Amazon.Runtime;
using BenchmarkDotNet.Attributes;
using IaCMAuth.Benchmarks.Sources;

namespace IaCMAuth.Benchmarks.Subjects;

/// <summary>What one request of an AWS SDK client costs in credentials: two asynchronous reads and a synchronous one, or one resolution.</summary>
[MemoryDiagnoser]
public class SdkRoads
{
    private readonly AWSCredentials _sdk = new SdkAssumeRole();
    private readonly ICredentialProvider _provider = new FixedSource().Cached();
    private readonly AWSCredentials _adapter;
    private readonly Amazon.Runtime.Identity.IIdentityResolver<AWSCredentials> _resolver;
    private readonly Amazon.SecurityToken.AmazonSecurityTokenServiceConfig _config;

    public SdkRoads()
    {
        _adapter = _provider.ToAwsCredentials();
        _config = new Amazon.SecurityToken.AmazonSecurityTokenServiceConfig { RegionEndpoint = Amazon.RegionEndpoint.EUWest1 }.WithCredentials(_provider);
        _resolver = (Amazon.Runtime.Identity.IIdentityResolver<AWSCredentials>)_config.IdentityResolverConfiguration.GetIdentityResolver<AWSCredentials>();
    }

    [GlobalSetup]
    public async Task Prime()
    {
        await _sdk.GetCredentialsAsync();
        await _provider.GetCredentialsAsync();
    }

    [Benchmark(Baseline = true, Description = "AWSSDK AssumeRoleAWSCredentials")]
    public Task<ImmutableCredentials> Sdk() => ReadAsync(_sdk);

    [Benchmark(Description = "IaCMAuth ToAwsCredentials")]
    public Task<ImmutableCredentials> Adapter() => ReadAsync(_adapter);

    [Benchmark(Description = "IaCMAuth WithCredentials")]
    public Task<AWSCredentials> Resolver() => _resolver.ResolveIdentityAsync(_config);

    private static Task<ImmutableCredentials> ReadAsync(AWSCredentials credentials)
    {
        var first = credentials.GetCredentialsAsync();
        if (!first.IsCompletedSuccessfully || !credentials.GetCredentialsAsync().IsCompletedSuccessfully)
            throw new InvalidOperationException("Not a hit.");
        _ = credentials.GetCredentials();
        return first;
    }
}

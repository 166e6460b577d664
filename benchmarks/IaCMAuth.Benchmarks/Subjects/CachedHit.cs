using Amazon.Runtime;
using BenchmarkDotNet.Attributes;
using IaCMAuth.Benchmarks.Sources;

namespace IaCMAuth.Benchmarks.Subjects;

/// <summary>A hit on a provider handle.</summary>
[MemoryDiagnoser]
public class CachedHit
{
    private readonly Floor _floor = new();
    private readonly ICredentialProvider _provider = new FixedSource().Cached();
    private readonly AWSCredentials _sdk = new SdkAssumeRole();

    [GlobalSetup]
    public async Task Prime()
    {
        await _provider.GetCredentialsAsync();
        await _sdk.GetCredentialsAsync();
    }

    [Benchmark(Baseline = true, Description = "floor")]
    public ValueTask<AwsCredentialIdentity> Floor() => _floor.GetCredentialsAsync();

    [Benchmark(Description = "IaCMAuth")]
    public ValueTask<AwsCredentialIdentity> Ours() => _provider.GetCredentialsAsync();

    [Benchmark(Description = "AWSSDK AssumeRoleAWSCredentials")]
    public Task<ImmutableCredentials> Sdk() => _sdk.GetCredentialsAsync();
}

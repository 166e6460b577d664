using Amazon.Runtime;

namespace IaCMAuth.Benchmarks.Sources;

/// <summary>The AWS SDK's own cache over the same source: everything of AssumeRoleAWSCredentials but the request to STS.</summary>
internal sealed class SdkAssumeRole() : AssumeRoleAWSCredentials(new AnonymousAWSCredentials(), "arn:aws:iam::222222222222:role/deployer", "benchmark")
{
    protected override CredentialsRefreshState GenerateNewCredentials() => State();

    protected override Task<CredentialsRefreshState> GenerateNewCredentialsAsync() => Task.FromResult(State());

    private static CredentialsRefreshState State()
    {
        var identity = FixedSource.Identity("ASIAIOSFODNN7EXAMPLE");
        return new CredentialsRefreshState(
            new ImmutableCredentials(identity.AccessKeyId, identity.SecretAccessKey, identity.SessionToken), identity.Expiration!.Value.UtcDateTime);
    }
}

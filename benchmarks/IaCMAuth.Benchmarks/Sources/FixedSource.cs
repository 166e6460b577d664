namespace IaCMAuth.Benchmarks.Sources;

/// <summary>A source that is never in the way: credentials for an hour, at once.</summary>
internal sealed class FixedSource(string accessKeyId = "ASIAIOSFODNN7EXAMPLE") : ICredentialProvider
{
    public static AwsCredentialIdentity Identity(string accessKeyId) =>
        new(accessKeyId, "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "token", TimeProvider.System.GetUtcNow().AddHours(12), "222222222222", "benchmark");

    public ValueTask<AwsCredentialIdentity> GetCredentialsAsync(CancellationToken cancellationToken = default) => new(Identity(accessKeyId));
}

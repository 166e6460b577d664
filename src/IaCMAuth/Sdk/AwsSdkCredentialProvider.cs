using Amazon.Runtime;

namespace IaCMAuth.Sdk;

/// <summary>Credentials of the AWS SDK as a provider of ours.</summary>
internal sealed class AwsSdkCredentialProvider(AWSCredentials credentials) : ICredentialProvider
{
    public async ValueTask<AwsCredentialIdentity> GetCredentialsAsync(CancellationToken cancellationToken = default)
    {
        // The SDK's method takes no token: the caller stops waiting, the SDK goes on.
        var keys = await credentials.GetCredentialsAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        return new AwsCredentialIdentity(keys.AccessKey, keys.SecretKey, keys.Token, Expiration(), keys.AccountId);
    }

    private DateTimeOffset? Expiration() => credentials.Expiration is { } expiration
        ? new DateTimeOffset(expiration.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(expiration, DateTimeKind.Utc) : expiration)
        : null;
}

namespace IaCMAuth.Providers.StaticKeys;

/// <summary>Hands out the configured keys. They do not expire as far as anybody can see.</summary>
internal sealed class StaticKeysCredentialProvider(StaticKeysOptions keys) : ICredentialProvider, ISourceTraits
{
    private readonly AwsCredentialIdentity _identity = new(keys.AccessKeyId!, keys.SecretAccessKey!, keys.SessionToken, source: "static keys");

    public bool YieldsRoleSession => false;

    public TimeSpan DefaultMaxStaleness => TimeSpan.Zero;

    public Sts.IStsConnection? Sts => null;

    public ValueTask<AwsCredentialIdentity> GetCredentialsAsync(CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<AwsCredentialIdentity>(cancellationToken)
            : ValueTask.FromResult(_identity);
}

namespace IaCMAuth.Providers.Custom;

/// <summary>Stands around a provider that is not ours: names its source, wraps what it throws, and refuses an expired answer.</summary>
internal sealed class ForeignCredentialProvider(ICredentialProvider inner, string name, TimeProvider time) : ICredentialProvider, ISourceTraits
{
    public bool YieldsRoleSession => false;

    public TimeSpan DefaultMaxStaleness => TimeSpan.Zero;

    public Sts.IStsConnection? Sts => null;

    public async ValueTask<AwsCredentialIdentity> GetCredentialsAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        AwsCredentialIdentity? identity;
        try
        {
            identity = await inner.GetCredentialsAsync(cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A foreign provider may throw anything; what leaves here is ours.
        catch (Exception exception) when (exception is not CredentialException && !(exception is OperationCanceledException && cancellationToken.IsCancellationRequested))
#pragma warning restore CA1031
        {
            throw new CredentialSourceUnavailableException(
                ErrorCodes.ProviderFailed, $"{name} failed with {exception.GetType().Name}.", "See the inner exception; it is that provider's own.", innerException: exception);
        }

        if (identity is null)
            throw new CredentialSourceUnavailableException(ErrorCodes.MalformedAnswer, $"{name} returned null.", "A provider returns credentials or throws.");
        return Expiry.Require(identity.Source is null ? identity.With(identity.AccountId, name) : identity, name, time);
    }
}

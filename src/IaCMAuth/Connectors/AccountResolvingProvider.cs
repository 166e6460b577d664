using IaCMAuth.Providers;
using IaCMAuth.Sts;

namespace IaCMAuth.Connectors;

/// <summary>Adds the account to credentials whose source did not tell it, by one GetCallerIdentity for each set.</summary>
internal sealed class AccountResolvingProvider(ICredentialProvider inner, IStsConnection sts) : ICredentialProvider, ISourceTraits
{
    public bool YieldsRoleSession => inner is ISourceTraits { YieldsRoleSession: true };

    public TimeSpan DefaultMaxStaleness => (inner as ISourceTraits)?.DefaultMaxStaleness ?? TimeSpan.Zero;

    public IStsConnection Sts => sts;

    public IRefusedToken? RefusedToken => (inner as ISourceTraits)?.RefusedToken;

    public async ValueTask<AwsCredentialIdentity> GetCredentialsAsync(CancellationToken cancellationToken = default)
    {
        var identity = await inner.GetCredentialsAsync(cancellationToken).ConfigureAwait(false);
        if (identity.AccountId is not null)
            return identity;
        var caller = await sts.Connect().GetCallerIdentityAsync(identity, cancellationToken).ConfigureAwait(false);
        return identity.With(caller.AccountId, identity.Source);
    }
}

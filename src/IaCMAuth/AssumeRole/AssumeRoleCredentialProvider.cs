using IaCMAuth.Diagnostics;
using IaCMAuth.Providers;
using IaCMAuth.Sts;
using Microsoft.Extensions.Logging;

namespace IaCMAuth.AssumeRole;

/// <summary>A decorator: takes the credentials below it and assumes one role with them. Keeps nothing.</summary>
internal sealed class AssumeRoleCredentialProvider(
    ICredentialProvider inner, RoleRequest request, IStsConnection sts, TimeProvider time, ILogger logger) : ICredentialProvider, ISourceTraits
{
    public bool YieldsRoleSession => true;

    public TimeSpan DefaultMaxStaleness => TimeSpan.Zero;

    public IStsConnection Sts => sts;

    public IRefusedToken? RefusedToken => (inner as ISourceTraits)?.RefusedToken;

    public async ValueTask<AwsCredentialIdentity> GetCredentialsAsync(CancellationToken cancellationToken = default)
    {
        if (request.SessionPolicy is { Length: > SessionPolicy.Longest } policy)
            Log.LongSessionPolicy(logger, request.RoleArn, policy.Length);
        var caller = await inner.GetCredentialsAsync(cancellationToken).ConfigureAwait(false);
        var session = await sts.Connect().AssumeRoleAsync(caller, request, cancellationToken).ConfigureAwait(false);
        if (session.PackedPolicySizePercent is { } percent)
            Log.PackedPolicySize(logger, request.RoleArn, percent);
        var identity = session.Credentials.With(session.Credentials.AccountId, $"{caller.Source ?? "credentials"} → {request.RoleArn}");
        return Expiry.Require(identity, "STS", time);
    }
}

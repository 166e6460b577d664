using IaCMAuth.Sts;

namespace IaCMAuth.Providers.WebIdentity;

/// <summary>Exchanges an OIDC token for a role session. Keeps nothing.</summary>
internal sealed class WebIdentityCredentialProvider(
    IWebIdentityTokenSource tokens, string? audience, RoleRequest request, IStsConnection sts, TimeProvider time) : ICredentialProvider, ISourceTraits
{
    private readonly WebIdentityExchange _exchange = new(tokens, audience, request, sts, time);

    public bool YieldsRoleSession => true;

    public TimeSpan DefaultMaxStaleness => TimeSpan.Zero;

    public IStsConnection Sts => sts;

    public IRefusedToken RefusedToken => _exchange;

    public ValueTask<AwsCredentialIdentity> GetCredentialsAsync(CancellationToken cancellationToken = default) =>
        _exchange.RunAsync("web identity", check: null, cancellationToken);
}

using System.Collections.Frozen;
using IaCMAuth.Providers;
using IaCMAuth.Sts;

namespace IaCMAuth.Connectors;

/// <summary>What the factory hands out: a shared identity, guarded by the target's list of accounts. It owns nothing, so disposing does nothing.</summary>
internal sealed class TargetCredentialProvider(ICachedCredentialProvider identity, Target target, IStsConnection sts) : ICachedCredentialProvider, ISourceTraits
{
    private readonly FrozenSet<string>? _allowed = target.AllowedAccountIds?.ToFrozenSet(StringComparer.Ordinal);
    private readonly string _name = target.Workspace is null ? $"connector {target.ConnectorName}" : $"workspace {target.Workspace}";
    private volatile AwsCredentialIdentity? _approved;

    public bool YieldsRoleSession => target.BaseIsRoleSession || target.Hops.Count > 0;

    public TimeSpan DefaultMaxStaleness => TimeSpan.Zero;

    public IStsConnection Sts => sts;

    public ValueTask<AwsCredentialIdentity> GetCredentialsAsync(CancellationToken cancellationToken = default) =>
        _allowed is null ? identity.GetCredentialsAsync(cancellationToken) : Guard(identity.GetCredentialsAsync(cancellationToken));

    public ValueTask<AwsCredentialIdentity> GetCredentialsAsync(TimeSpan minimumRemainingLife, CancellationToken cancellationToken = default)
    {
        var credentials = identity.GetCredentialsAsync(minimumRemainingLife, cancellationToken);
        return _allowed is null ? credentials : Guard(credentials);
    }

    public void Invalidate(string rejectedAccessKeyId) => identity.Invalidate(rejectedAccessKeyId);

    public CredentialHealth GetHealth() => identity.GetHealth();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private ValueTask<AwsCredentialIdentity> Guard(ValueTask<AwsCredentialIdentity> credentials)
    {
        if (credentials.IsCompletedSuccessfully)
        {
            var held = credentials.GetAwaiter().GetResult();
            return ReferenceEquals(held, _approved) || IsAllowed(held) ? new(held) : ValueTask.FromException<AwsCredentialIdentity>(Refusal(held));
        }

        return GuardAsync(credentials);
    }

    private async ValueTask<AwsCredentialIdentity> GuardAsync(ValueTask<AwsCredentialIdentity> credentials)
    {
        var got = await credentials.ConfigureAwait(false);
        return IsAllowed(got) ? got : throw Refusal(got);
    }

    private bool IsAllowed(AwsCredentialIdentity credentials)
    {
        if (credentials.AccountId is null || !_allowed!.Contains(credentials.AccountId))
            return false;
        _approved = credentials;
        return true;
    }

    private CredentialRejectedException Refusal(AwsCredentialIdentity credentials) => new(
        ErrorCodes.AccountNotAllowed,
        $"The credentials of {_name} act in account {credentials.AccountId ?? "unknown"}, and AllowedAccountIds lists {string.Join(", ", _allowed!.Order(StringComparer.Ordinal))}. They are not handed out.",
        "Correct the role, the connector's source or AllowedAccountIds.");
}

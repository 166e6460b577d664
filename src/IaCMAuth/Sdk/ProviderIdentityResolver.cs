using Amazon.Runtime;
using Amazon.Runtime.Identity;

namespace IaCMAuth.Sdk;

/// <summary>Gives a client of the AWS SDK one whole set of credentials for each request, with the request's cancellation token.</summary>
internal sealed class ProviderIdentityResolver(ICredentialProvider provider, IIdentityResolverConfiguration others)
    : IIdentityResolver<AWSCredentials>, IIdentityResolverConfiguration
{
    private volatile FixedCredentials? _latest;

    public IIdentityResolver GetIdentityResolver<T>()
        where T : BaseIdentity =>
        typeof(T) == typeof(AWSCredentials) ? this : others.GetIdentityResolver<T>();

    public AWSCredentials ResolveIdentity(IClientConfig clientConfig)
    {
        var pending = provider.GetCredentialsAsync();
#pragma warning disable RS0030 // The SDK's synchronous read must block; a task's wait lets the thread pool make up for the thread.
        return Fix(pending.IsCompletedSuccessfully ? pending.Result : pending.AsTask().GetAwaiter().GetResult()).Credentials;
#pragma warning restore RS0030
    }

    public Task<AWSCredentials> ResolveIdentityAsync(IClientConfig clientConfig, CancellationToken cancellationToken = default)
    {
        var pending = provider.GetCredentialsAsync(cancellationToken);
        return pending.IsCompletedSuccessfully ? Fix(pending.Result).Task : ResolveSlowlyAsync(pending);
    }

    BaseIdentity IIdentityResolver.ResolveIdentity(IClientConfig clientConfig) => ResolveIdentity(clientConfig);

    async Task<BaseIdentity> IIdentityResolver.ResolveIdentityAsync(IClientConfig clientConfig, CancellationToken cancellationToken) =>
        await ResolveIdentityAsync(clientConfig, cancellationToken).ConfigureAwait(false);

    private async Task<AWSCredentials> ResolveSlowlyAsync(ValueTask<AwsCredentialIdentity> pending) =>
        Fix(await pending.ConfigureAwait(false)).Credentials;

    private FixedCredentials Fix(AwsCredentialIdentity identity)
    {
        var latest = _latest;
        if (latest is not null && ReferenceEquals(latest.Identity, identity))
            return latest;
        return _latest = new FixedCredentials(identity);
    }

    private sealed class FixedCredentials
    {
        public FixedCredentials(AwsCredentialIdentity identity)
        {
            Identity = identity;
            Credentials = new Snapshot(new ImmutableCredentials(identity.AccessKeyId, identity.SecretAccessKey, identity.SessionToken, identity.AccountId));
            Task = System.Threading.Tasks.Task.FromResult(Credentials);
        }

        public AwsCredentialIdentity Identity { get; }

        public AWSCredentials Credentials { get; }

        public Task<AWSCredentials> Task { get; }
    }

    private sealed class Snapshot(ImmutableCredentials credentials) : AWSCredentials
    {
        private readonly Task<ImmutableCredentials> _task = System.Threading.Tasks.Task.FromResult(credentials);

        public override ImmutableCredentials GetCredentials() => credentials;

        public override Task<ImmutableCredentials> GetCredentialsAsync() => _task;
    }
}

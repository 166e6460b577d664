using System.Collections.Concurrent;
using IaCMAuth.AssumeRole;
using IaCMAuth.Caching;
using IaCMAuth.Diagnostics;
using IaCMAuth.Providers;
using IaCMAuth.Providers.Container;
using IaCMAuth.Providers.Custom;
using IaCMAuth.Providers.InstanceProfile;
using IaCMAuth.Providers.Irsa;
using IaCMAuth.Providers.StaticKeys;
using IaCMAuth.Providers.WebIdentity;
using IaCMAuth.Sts;
using Microsoft.Extensions.Logging;

namespace IaCMAuth.Connectors;

/// <summary>The one place of composition: auth mode, cache, hops with a cache each, account guard. Equal requests share one cached identity.</summary>
internal sealed class CredentialPipeline(
    CredentialCacheOptions cacheOptions,
    StsClients stsClients,
    Func<string, ICredentialProvider> customProvider,
    EnvironmentVariables environment,
    TimeProvider time,
    ILogger logger) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<CachingCredentialProvider>> _identities = new(StringComparer.Ordinal);

    private IEnumerable<CachingCredentialProvider> Identities => _identities.Values.Where(i => i.IsValueCreated).Select(i => i.Value);

    public ICachedCredentialProvider Compose(Target target)
    {
        var sts = stsClients.For(target.Sts);
        var key = BaseKey(target);
        ICachedCredentialProvider identity = Shared(key, target, target.ConnectorName, () => Account(target, BaseProvider(target, sts), sts, isLast: target.Hops.Count == 0));
        for (var i = 0; i < target.Hops.Count; i++)
        {
            var (inner, request, isLast) = (identity, RoleRequests.Hop(target, i), i == target.Hops.Count - 1);
            key = $"{request.Fingerprint(key, target.Sts)}{AccountKey(target, isLast)}";
            identity = Shared(key, target, $"{target.ConnectorName} → {request.RoleArn}",
                () => Account(target, new AssumeRoleCredentialProvider(inner, request, sts, time, logger), sts, isLast));
        }

        return new TargetCredentialProvider(identity, target, sts);
    }

    public CredentialHealth HealthOf(string connector) =>
        CacheHealth.Worst(Identities.Where(i => i.Connector.Equals(connector, StringComparison.OrdinalIgnoreCase)).Select(i => i.GetHealth()));

    public IEnumerable<(string Connector, TimeSpan Life)> RemainingLives() =>
        Identities.Select(i => (i.Connector, Life: i.RemainingLife())).Where(l => l.Life is not null).Select(l => (l.Connector, l.Life!.Value));

    public async ValueTask DisposeAsync()
    {
        RemainingLifeGauge.Forget(this);
        foreach (var identity in Identities)
            await identity.DisposeAsync().ConfigureAwait(false);
        stsClients.Dispose();
    }

    private ICredentialProvider BaseProvider(Target target, IStsConnection sts) => target.Connector.AuthMode switch
    {
        AuthMode.StaticKeys => new StaticKeysCredentialProvider(target.Connector.StaticKeys!),
        AuthMode.WebIdentity => WebIdentity(target, target.Connector.WebIdentity!, sts),
        AuthMode.InstanceProfile => new InstanceProfileCredentialProvider(
            target.Connector.InstanceProfile ?? new InstanceProfileOptions(), environment, handler: null, time),
        AuthMode.Irsa => Irsa(target, target.Connector.Irsa ?? new IrsaOptions(), sts),
        AuthMode.Container => new ContainerCredentialProvider(target.Connector.Container ?? new ContainerOptions(), environment, AllowedHosts.ByDns, handler: null, time),
        AuthMode.Custom => new ForeignCredentialProvider(
            customProvider(target.Connector.Custom!.Provider!), $"custom provider '{target.Connector.Custom.Provider}'", time),
        var mode => throw new ArgumentOutOfRangeException(nameof(target), mode, "There is no such auth mode."),
    };

    private WebIdentityCredentialProvider WebIdentity(Target target, WebIdentityOptions options, IStsConnection sts) => new(
        TokenSources.From(options.Token!, environment),
        options.Audience,
        RoleRequests.WebIdentity(target, options.RoleArn, options.SessionName, options.Duration),
        sts,
        time);

    private IrsaCredentialProvider Irsa(Target target, IrsaOptions options, IStsConnection sts) =>
        new(options, environment, RoleRequests.WebIdentity(target, options.RoleArn, options.SessionName, options.Duration), sts, time);

    /// <summary>Where an allow-list has to be kept, the account is learned once for each set of credentials, inside the cache.</summary>
    private static ICredentialProvider Account(Target target, ICredentialProvider source, IStsConnection sts, bool isLast) =>
        isLast && target.AllowedAccountIds is not null ? new AccountResolvingProvider(source, sts) : source;

    private static string AccountKey(Target target, bool isLast) => isLast && target.AllowedAccountIds is not null ? "+account" : string.Empty;

    /// <summary>Base credentials belong to the connector; where their exchange is the last STS call, also to what that call says.</summary>
    private static string BaseKey(Target target)
    {
        var isLast = target.Hops.Count == 0;
        var key = target.BaseCallsSts
            ? RoleRequests.WebIdentity(target, roleArn: null, sessionName: null, duration: null).Fingerprint(target.ConnectorName, target.Sts)
            : $"base:{target.ConnectorName}";
        return $"{key}{AccountKey(target, isLast)}";
    }

    private CachingCredentialProvider Shared(string key, Target target, string name, Func<ICredentialProvider> source) =>
        _identities.GetOrAdd(key, _ => new Lazy<CachingCredentialProvider>(() => Cached(source(), cacheOptions, name, target.ConnectorName, time, logger))).Value;

    internal static CachingCredentialProvider Cached(
        ICredentialProvider source, CredentialCacheOptions options, string name, string connector, TimeProvider time, ILogger logger)
    {
        var maxStaleness = options.MaxStaleness ?? (source as ISourceTraits)?.DefaultMaxStaleness ?? TimeSpan.Zero;
        return new CachingCredentialProvider(
            source, new RefreshPolicy(options, maxStaleness, Random.Shared.NextDouble), time, new RefreshReport(logger, name, connector));
    }
}

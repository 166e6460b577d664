using Amazon.Runtime;
using IaCMAuth.AssumeRole;
using IaCMAuth.Connectors;
using IaCMAuth.Providers;
using IaCMAuth.Providers.Container;
using IaCMAuth.Providers.Custom;
using IaCMAuth.Providers.InstanceProfile;
using IaCMAuth.Providers.Irsa;
using IaCMAuth.Providers.StaticKeys;
using IaCMAuth.Providers.WebIdentity;
using IaCMAuth.Sdk;
using IaCMAuth.Sts;
using Microsoft.Extensions.Logging.Abstractions;

namespace IaCMAuth;

/// <summary>Providers without a container, for scripts and tests: one method for each auth mode, then decorators, ending in <c>.Cached()</c>.</summary>
/// <example><c>CredentialProviders.StaticKeys(keys).AssumeRole(hop).Cached()</c></example>
public static class CredentialProviders
{
    private const string DefaultSessionName = "iacmauth";

    /// <summary>Fixed keys.</summary>
    /// <exception cref="CredentialConfigurationException">The keys are incomplete or do not belong together.</exception>
    public static ICredentialProvider StaticKeys(StaticKeysOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Require(StaticKeysRules.Check(options, nameof(StaticKeys)));
        return new StaticKeysCredentialProvider(options);
    }

    /// <summary>An OIDC token exchanged at STS.</summary>
    /// <param name="options">The role and where the token comes from.</param>
    /// <param name="sts">How STS is reached; unset, by the environment.</param>
    /// <param name="timeProvider">The clock; unset, the system's.</param>
    /// <exception cref="CredentialConfigurationException">A setting is wrong or missing.</exception>
    public static ICredentialProvider WebIdentity(WebIdentityOptions options, StsOptions? sts = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        Require(WebIdentityRules.Check(options, nameof(WebIdentity)));
        var request = RoleRequests.From(
            new AssumeRoleOptions { RoleArn = options.RoleArn, Duration = options.Duration, SessionName = options.SessionName }, DefaultSessionName);
        return new WebIdentityCredentialProvider(
            TokenSources.From(options.Token!, EnvironmentVariables.OfProcess), options.Audience, request, Connection(sts), timeProvider ?? TimeProvider.System);
    }

    /// <summary>The role of the EC2 node.</summary>
    /// <param name="options">All optional.</param>
    /// <param name="timeProvider">The clock; unset, the system's.</param>
    /// <exception cref="CredentialConfigurationException">A setting is wrong.</exception>
    public static ICredentialProvider InstanceProfile(InstanceProfileOptions? options = null, TimeProvider? timeProvider = null)
    {
        options ??= new InstanceProfileOptions();
        Require(InstanceProfileRules.Check(options, nameof(InstanceProfile)));
        return new InstanceProfileCredentialProvider(options, EnvironmentVariables.OfProcess, handler: null, timeProvider ?? TimeProvider.System);
    }

    /// <summary>The role of the pod's service account.</summary>
    /// <param name="options">All optional: the cluster injects what is needed.</param>
    /// <param name="sts">How STS is reached; unset, by the environment.</param>
    /// <param name="timeProvider">The clock; unset, the system's.</param>
    /// <exception cref="CredentialConfigurationException">A setting is wrong.</exception>
    public static ICredentialProvider Irsa(IrsaOptions? options = null, StsOptions? sts = null, TimeProvider? timeProvider = null)
    {
        options ??= new IrsaOptions();
        Require(IrsaRules.Check(options, nameof(Irsa)));
        var request = RoleRequests.From(
            new AssumeRoleOptions { RoleArn = options.RoleArn ?? string.Empty, Duration = options.Duration, SessionName = options.SessionName }, DefaultSessionName);
        return new IrsaCredentialProvider(options, EnvironmentVariables.OfProcess, request, Connection(sts), timeProvider ?? TimeProvider.System);
    }

    /// <summary>The role of the ECS task, or of the pod by EKS Pod Identity.</summary>
    /// <param name="options">All optional: the agent injects what is needed.</param>
    /// <param name="timeProvider">The clock; unset, the system's.</param>
    /// <exception cref="CredentialConfigurationException">A setting is wrong.</exception>
    public static ICredentialProvider Container(ContainerOptions? options = null, TimeProvider? timeProvider = null)
    {
        options ??= new ContainerOptions();
        Require(ContainerRules.Check(options, nameof(Container)));
        return new ContainerCredentialProvider(options, EnvironmentVariables.OfProcess, AllowedHosts.ByDns, handler: null, timeProvider ?? TimeProvider.System);
    }

    /// <summary>A token source made of a delegate.</summary>
    /// <param name="getToken">Asked at every exchange.</param>
    public static IWebIdentityTokenSource TokenSource(Func<CancellationToken, ValueTask<string>> getToken)
    {
        ArgumentNullException.ThrowIfNull(getToken);
        return new DelegateTokenSource(getToken);
    }

    /// <summary>Credentials of the AWS SDK, such as a developer's SSO profile.</summary>
    /// <param name="credentials">The SDK's credentials; they refresh themselves.</param>
    /// <param name="timeProvider">The clock; unset, the system's.</param>
    public static ICredentialProvider FromAwsCredentials(AWSCredentials credentials, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        return new ForeignCredentialProvider(
            new AwsSdkCredentialProvider(credentials), $"the AWS SDK's {credentials.GetType().Name}", timeProvider ?? TimeProvider.System);
    }

    /// <summary>Assumes a role with the credentials of another provider.</summary>
    /// <param name="provider">Whose credentials sign the request.</param>
    /// <param name="options">The role, and what the request says.</param>
    /// <param name="sts">How STS is reached; unset, as <paramref name="provider"/> reaches it, else by the environment.</param>
    /// <param name="timeProvider">The clock; unset, the system's.</param>
    /// <exception cref="CredentialConfigurationException">A setting is wrong or missing.</exception>
    public static ICredentialProvider AssumeRole(
        this ICredentialProvider provider, AssumeRoleOptions options, StsOptions? sts = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(options);
        Require(RoleRequestRules.Check(options, nameof(AssumeRole)));
        if (provider is ISourceTraits { YieldsRoleSession: true })
            Require(RoleRequestRules.CheckChaining(options.Duration, $"{nameof(AssumeRole)}:{nameof(options.Duration)}"));
        var connection = sts is null ? (provider as ISourceTraits)?.Sts ?? Connection(null) : Connection(sts);
        return new AssumeRoleCredentialProvider(
            provider, RoleRequests.From(options, DefaultSessionName), connection, timeProvider ?? TimeProvider.System, NullLogger.Instance);
    }

    /// <summary>The same for a role that needs no more than its ARN.</summary>
    /// <param name="provider">Whose credentials sign the request.</param>
    /// <param name="roleArn">The role.</param>
    public static ICredentialProvider AssumeRole(this ICredentialProvider provider, string roleArn) =>
        provider.AssumeRole(new AssumeRoleOptions { RoleArn = roleArn });

    /// <summary>Keeps the credentials of a provider and refreshes them in time, for any number of callers.</summary>
    /// <param name="provider">The source.</param>
    /// <param name="options">Windows and caps; unset, AWS's common refresh model.</param>
    /// <param name="timeProvider">The clock; unset, the system's.</param>
    public static ICachedCredentialProvider Cached(this ICredentialProvider provider, CredentialCacheOptions? options = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(provider);
        options ??= new CredentialCacheOptions();
        options.Validate();
        return CredentialPipeline.Cached(provider, options, "credentials", "none", timeProvider ?? TimeProvider.System, NullLogger.Instance);
    }

    /// <summary>Asks STS who the credentials of a provider are.</summary>
    /// <param name="provider">Whose credentials sign the request.</param>
    /// <param name="sts">How STS is reached; unset, as <paramref name="provider"/> reaches it, else by the environment.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public static async Task<CallerIdentity> GetCallerIdentityAsync(
        this ICredentialProvider provider, StsOptions? sts = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(provider);
        var connection = sts is null ? (provider as ISourceTraits)?.Sts ?? Connection(null) : Connection(sts);
        var identity = await provider.GetCredentialsAsync(cancellationToken).ConfigureAwait(false);
        return await connection.Connect().GetCallerIdentityAsync(identity, cancellationToken).ConfigureAwait(false);
    }

    private static IStsConnection Connection(StsOptions? sts)
    {
        sts ??= new StsOptions();
#pragma warning disable CA2000 // Lives as long as the provider that uses it, which has no end of its own.
        return new StsClients(EnvironmentVariables.OfProcess, sts.HttpHandlerFactory).For(StsSettings.From(sts));
#pragma warning restore CA2000
    }

    private static void Require(IEnumerable<ConfigurationProblem> problems)
    {
        ConfigurationProblem[] found = [.. problems];
        if (found.Length > 0)
            throw CredentialConfigurationException.For(found);
    }
}

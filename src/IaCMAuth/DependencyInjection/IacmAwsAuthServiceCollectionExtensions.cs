using IaCMAuth;
using IaCMAuth.Connectors;
using IaCMAuth.DependencyInjection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers IaCMAuth.</summary>
public static class IacmAwsAuthServiceCollectionExtensions
{
    /// <summary>Registers <see cref="ICredentialProviderFactory"/> and keyed <see cref="ICredentialProvider"/>s for what a configuration section describes.</summary>
    /// <remarks>
    /// Keys: <c>W</c>, <c>W/plan</c>, <c>W/apply</c>, <c>W/&lt;phase&gt;/&lt;alias&gt;</c>, <c>connector:C</c>. Everything wrong is reported at once: at the
    /// host's start as an <see cref="OptionsValidationException"/>, and on resolving as a <see cref="CredentialConfigurationException"/>.
    /// A change of the configuration needs a restart. Layered configuration sources merge lists by index.
    /// </remarks>
    /// <param name="services">The services.</param>
    /// <param name="section">The section, by convention <c>IacmAwsAuth</c>.</param>
    /// <returns>A builder for extension points.</returns>
    public static IacmAwsAuthBuilder AddIacmAwsAuth(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        services.AddSingleton<IConfigureOptions<IacmAwsAuthOptions>>(new OptionsReader(section));
        return services.AddCore();
    }

    /// <summary>The same for what code describes.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Fills the options.</param>
    /// <returns>A builder for extension points.</returns>
    public static IacmAwsAuthBuilder AddIacmAwsAuth(this IServiceCollection services, Action<IacmAwsAuthOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.Configure(configure);
        return services.AddCore();
    }

    private static IacmAwsAuthBuilder AddCore(this IServiceCollection services)
    {
        services.AddOptions<IacmAwsAuthOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<IacmAwsAuthOptions>, OptionsRules>());
        services.TryAddSingleton<ICredentialProviderFactory>(FactoryFromServices.Create);
        services.TryAddKeyedSingleton(KeyedService.AnyKey, static (provider, key) => KeyedProviders.Resolve(provider, key!));
        return new IacmAwsAuthBuilder(services);
    }
}

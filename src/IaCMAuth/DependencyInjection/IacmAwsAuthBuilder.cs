using IaCMAuth.DependencyInjection;
using Microsoft.Extensions.DependencyInjection;

namespace IaCMAuth;

/// <summary>Extension points of a registration.</summary>
public sealed class IacmAwsAuthBuilder
{
    internal IacmAwsAuthBuilder(IServiceCollection services) => Services = services;

    /// <summary>The services the registration is part of.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Registers a provider of the application's own, at the base of connectors with <see cref="AuthMode.Custom"/> that name it.</summary>
    /// <param name="name">What <c>Custom:Provider</c> says. Compares without case.</param>
    /// <param name="create">Makes the provider, once. The container disposes of it.</param>
    public IacmAwsAuthBuilder AddCredentialProvider(string name, Func<IServiceProvider, ICredentialProvider> create)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(create);
        Services.AddKeyedSingleton(new CustomProviderKey(name.ToUpperInvariant()), (services, _) => create(services));
        return this;
    }

    /// <summary>The same for a provider that is there already.</summary>
    /// <param name="name">What <c>Custom:Provider</c> says. Compares without case.</param>
    /// <param name="provider">The provider.</param>
    public IacmAwsAuthBuilder AddCredentialProvider(string name, ICredentialProvider provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        return AddCredentialProvider(name, _ => provider);
    }
}

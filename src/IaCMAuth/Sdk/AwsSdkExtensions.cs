using Amazon.Runtime;
using IaCMAuth.Sdk;

namespace IaCMAuth;

/// <summary>Gives the credentials of a provider to clients of the AWS SDK in this process.</summary>
public static class AwsSdkExtensions
{
    /// <summary>
    /// Credentials for any client of the AWS SDK, for presigning, <c>AWSOptions</c> and <c>AddAWSService</c>: the recommended road. Each request is
    /// signed with one whole set.
    /// </summary>
    /// <remarks>Give it a cached provider: the SDK asks several times for each request. The SDK's method takes no cancellation token.</remarks>
    /// <param name="provider">A cached provider.</param>
    public static AWSCredentials ToAwsCredentials(this ICredentialProvider provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        return new IacmAwsCredentials(provider);
    }

    /// <summary>
    /// Sets the provider as the identity resolver of a client's configuration: asked once for each request, with the request's cancellation token, and
    /// kept across its retries.
    /// </summary>
    /// <remarks>
    /// Not for presigning: <c>GetPreSignedURL</c> and <c>CreatePresignedPost</c> ignore it and take the ambient chain. Construct the client with
    /// the configuration alone; credentials beside it, or <c>DefaultAWSCredentials</c>, switch the resolver off.
    /// </remarks>
    /// <typeparam name="TConfig">The client's configuration class.</typeparam>
    /// <param name="config">The client's configuration.</param>
    /// <param name="provider">A cached provider.</param>
    /// <returns><paramref name="config"/>.</returns>
    /// <exception cref="ArgumentException">The configuration has <c>DefaultAWSCredentials</c>, which would win.</exception>
    public static TConfig WithCredentials<TConfig>(this TConfig config, ICredentialProvider provider)
        where TConfig : ClientConfig
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(provider);
        if (config.DefaultAWSCredentials is not null)
            throw new ArgumentException("DefaultAWSCredentials is set and would win over the provider; remove it.", nameof(config));
        config.IdentityResolverConfiguration = new ProviderIdentityResolver(provider, config.IdentityResolverConfiguration);
        return config;
    }
}

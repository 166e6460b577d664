using IaCMAuth.Connectors;
using IaCMAuth.Diagnostics;
using IaCMAuth.Providers;
using IaCMAuth.Sts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace IaCMAuth.DependencyInjection;

/// <summary>The key under which a custom provider stands in the container.</summary>
internal sealed record CustomProviderKey(string Name);

/// <summary>Puts the factory together from what the container holds.</summary>
internal static class FactoryFromServices
{
    public static ICredentialProviderFactory Create(IServiceProvider services)
    {
        var options = ValidOptions(services);
        var logger = (services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger("IaCMAuth");
        var environment = services.GetService<EnvironmentVariables>() ?? EnvironmentVariables.OfProcess;
#pragma warning disable CA2000 // The pipeline owns the clients, the factory the pipeline, and the container the factory.
        var pipeline = new CredentialPipeline(
            options.Cache,
            new StsClients(environment, options.StsHttpHandlerFactory),
            name => CustomProvider(services, name),
            environment,
            services.GetService<TimeProvider>() ?? TimeProvider.System,
            logger);
#pragma warning restore CA2000
        RemainingLifeGauge.Observe(pipeline, pipeline.RemainingLives);
        return new CredentialProviderFactory(options, pipeline, logger);
    }

    /// <summary>Options of our own making, which nobody else can change, with every problem in one error. The application's own validation runs too.</summary>
    private static IacmAwsAuthOptions ValidOptions(IServiceProvider services)
    {
        var options = new OptionsFactory<IacmAwsAuthOptions>(
            services.GetServices<IConfigureOptions<IacmAwsAuthOptions>>(),
            services.GetServices<IPostConfigureOptions<IacmAwsAuthOptions>>()).Create(Options.DefaultName);
        var problems = OptionsRules.Check(options);
        if (problems.Count > 0)
            throw CredentialConfigurationException.For(problems);
        options.Cache.Validate();
        _ = services.GetRequiredService<IOptions<IacmAwsAuthOptions>>().Value;
        return options;
    }

    private static ICredentialProvider CustomProvider(IServiceProvider services, string name) =>
        services.GetKeyedService<ICredentialProvider>(new CustomProviderKey(name.ToUpperInvariant()))
        ?? throw new CredentialConfigurationException(
            ErrorCodes.CustomProviderMissing,
            $"A connector names the custom provider '{Quoted.Text(name)}', and none is registered under that name.",
            $"Register it: services.AddIacmAwsAuth(…).AddCredentialProvider(\"{Quoted.Text(name)}\", …).");
}

using IaCMAuth.Providers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IaCMAuth.Tests.Support;

/// <summary>An application that registered the library with configuration text, a scripted STS and a fake clock.</summary>
internal sealed class Registration : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public Registration(string json, ScriptedHttp? sts = null, Action<IacmAwsAuthBuilder>? extend = null, EnvironmentVariables? environment = null, ILoggerProvider? logs = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace));
        if (logs is not null)
            services.AddSingleton(logs);
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton(environment ?? Some.Environment());
        var builder = services.AddIacmAwsAuth(Some.Section(json));
        services.Configure<IacmAwsAuthOptions>(options => options.StsHttpHandlerFactory = () => sts ?? new ScriptedHttp(_ => throw new InvalidOperationException("STS was not to be asked.")));
        extend?.Invoke(builder);
        _services = services.BuildServiceProvider();
    }

    public Microsoft.Extensions.Time.Testing.FakeTimeProvider Time { get; } = Some.Time();

    public IServiceProvider Services => _services;

    public ICredentialProviderFactory Factory => _services.GetRequiredService<ICredentialProviderFactory>();

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

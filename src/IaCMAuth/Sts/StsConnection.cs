using System.Collections.Concurrent;
using IaCMAuth.Providers;

namespace IaCMAuth.Sts;

/// <summary>STS as one connector reaches it; settings and environment are put together when it is needed, not before.</summary>
internal interface IStsConnection
{
    StsSettings Settings { get; }

    IStsClient Connect();
}

/// <summary>The STS clients of one factory, one for each endpoint.</summary>
internal sealed class StsClients(EnvironmentVariables environment, Func<HttpMessageHandler>? httpHandlerFactory) : IDisposable
{
    private readonly ConcurrentDictionary<StsEndpoint, Lazy<StsClient>> _clients = new();

    public IStsConnection For(StsSettings settings) => new Connection(this, settings);

    public void Dispose()
    {
        foreach (var client in _clients.Values.Where(c => c.IsValueCreated))
            client.Value.Dispose();
    }

    private sealed class Connection(StsClients clients, StsSettings settings) : IStsConnection
    {
        public StsSettings Settings => settings;

        public IStsClient Connect() => clients._clients.GetOrAdd(
            settings.Resolve(clients.Environment),
            endpoint => new Lazy<StsClient>(() => new StsClient(endpoint, clients.HttpHandlerFactory))).Value;
    }

    private EnvironmentVariables Environment => environment;

    private Func<HttpMessageHandler>? HttpHandlerFactory => httpHandlerFactory;
}

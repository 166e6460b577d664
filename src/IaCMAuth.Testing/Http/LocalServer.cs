using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IaCMAuth.Testing.Http;

/// <summary>An HTTP server on a free port of loopback, quiet, and on the given clock.</summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private readonly WebApplication _web;

    private LocalServer(WebApplication web) => _web = web;

    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    public static async Task<LocalServer> StartAsync(TimeProvider time, RequestDelegate answer, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        var server = new LocalServer(builder.Build());
        server._web.Run(context =>
        {
            // Clients correct their clock by this header; it has to agree with the clock that judges their signatures.
            context.Response.Headers.Date = time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
            return answer(context);
        });
        await server._web.StartAsync(cancellationToken).ConfigureAwait(false);
        server.Address = new Uri(server._web.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        // Requests that hang on purpose are not waited for.
        using var atOnce = new CancellationTokenSource(TimeSpan.Zero, TimeProvider.System);
        await _web.StopAsync(atOnce.Token).ConfigureAwait(false);
        await _web.DisposeAsync().ConfigureAwait(false);
    }
}

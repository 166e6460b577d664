using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IaCMAuth.IntegrationTests.Sdk;

/// <summary>A bucket service that looks at one thing: whether the key that signed and the session token beside it belong together.</summary>
internal sealed class TornPairServer : IAsyncDisposable
{
    private const string NoBuckets = """<ListAllMyBucketsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Buckets/></ListAllMyBucketsResult>""";

    private readonly WebApplication _web;
    private int _requests;
    private int _torn;

    private TornPairServer(WebApplication web) => _web = web;

    public int Requests => Volatile.Read(ref _requests);

    public int Torn => Volatile.Read(ref _torn);

    public string Url => _web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<TornPairServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new TornPairServer(builder.Build());
        server._web.Run(server.AnswerAsync);
        await server._web.StartAsync();
        return server;
    }

    /// <summary>The credentials of one generation: key and token end in its number.</summary>
    public static AwsCredentialIdentity Generation(long number) => new($"ASIA{number:0000000000000000}", "secret", $"token-{number:0000000000000000}");

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        var key = context.Request.Headers.Authorization.ToString().Split("Credential=ASIA")[^1][..16];
        Interlocked.Increment(ref _requests);
        if (context.Request.Headers["x-amz-security-token"] != $"token-{key}")
            Interlocked.Increment(ref _torn);
        context.Response.ContentType = "application/xml";
        return context.Response.WriteAsync(NoBuckets);
    }
}

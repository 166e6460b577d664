using Amazon.Runtime;

namespace IaCMAuth.Sts;

/// <summary>Gives the AWS SDK one HTTP client for an endpoint, which refuses every redirect: the SDK would follow it to any host with the signed request.</summary>
internal sealed class StsHttp(Func<HttpMessageHandler>? handlerFactory) : HttpClientFactory, IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

#pragma warning disable CA2000 // The client owns its handlers.
    private readonly HttpClient _client = new(new RedirectRefusal(handlerFactory?.Invoke() ?? new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    }))
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = 1024 * 1024,
    };
#pragma warning restore CA2000

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => _client;

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    public void Dispose() => _client.Dispose();

    private sealed class RedirectRefusal(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if ((int)response.StatusCode is < 300 or >= 400)
                return response;
            response.Dispose();
            throw new CredentialSourceUnavailableException(
                ErrorCodes.Redirected,
                $"STS at {request.RequestUri?.Authority} answered with a redirect ({(int)response.StatusCode}), which is refused: it would carry credentials to another host.",
                "Check EndpointUrl, AWS_ENDPOINT_URL_STS and any proxy in between; name the final address.");
        }
    }
}

using System.Net.Http.Headers;
using System.Text;

namespace IaCMAuth.Providers.Metadata;

/// <summary>What a metadata or credentials endpoint answered.</summary>
internal sealed record HttpAnswer(int Status, string Body, HttpResponseHeaders Headers);

/// <summary>
/// HTTP to an endpoint that hands out credentials: no proxy, no redirect, no cookie; each answer has one time-out for all of it, slow bytes
/// included, and a largest size.
/// </summary>
internal sealed class BoundedHttp(HttpMessageHandler handler, TimeSpan timeout, TimeProvider time)
{
    private const int LargestBody = 64 * 1024;

    /// <summary>A handler for such endpoints. Lives as long as its provider, which has no end of its own; idle connections close by themselves.</summary>
    public static SocketsHttpHandler Handler(TimeSpan connectTimeout) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = connectTimeout,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(10),
    };

    /// <exception cref="TimeoutException">There was no whole answer in time.</exception>
    /// <exception cref="InvalidDataException">The answer is too large.</exception>
    /// <exception cref="HttpRequestException">There was no answer, or half of one.</exception>
    public async Task<HttpAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var http = new HttpMessageInvoker(handler, disposeHandler: false);
            using var response = await http.SendAsync(request, either.Token).ConfigureAwait(false);
            return new HttpAnswer((int)response.StatusCode, await ReadAsync(response.Content, either.Token).ConfigureAwait(false), response.Headers);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("There was no whole answer in time.", exception);
        }
        catch (IOException exception)
        {
            throw new HttpRequestException("The connection was cut within the answer.", exception);
        }
    }

    private static async Task<string> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var buffer = new byte[LargestBody + 1];
            var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return length <= LargestBody ? Encoding.UTF8.GetString(buffer, 0, length) : throw new InvalidDataException($"The answer is larger than {LargestBody} bytes.");
        }
    }
}

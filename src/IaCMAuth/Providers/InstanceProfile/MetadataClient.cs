using IaCMAuth.Providers.Metadata;

namespace IaCMAuth.Providers.InstanceProfile;

/// <summary>IMDSv2, and never v1: a metadata token that is kept, sent along, and renewed when it is refused.</summary>
internal sealed class MetadataClient(HttpMessageHandler handler, TimeProvider time)
{
    private const string TokenPath = "latest/api/token";
    private const string TokenHeader = "x-aws-ec2-metadata-token";
    private const string TokenLifeHeader = "x-aws-ec2-metadata-token-ttl-seconds";
    private const int TokenLifeSeconds = 21600;
    private const int MostTimeouts = 2;
    private static readonly TimeSpan TokenReserve = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(1);

    private readonly BoundedHttp _http = new(handler, AnswerTimeout, time);
    private volatile MetadataToken? _token;

    /// <summary>Gets a document with a valid token. Every failure but a status is one of our errors already.</summary>
    /// <param name="endpoint">The service's address.</param>
    /// <param name="path">The document's path below it.</param>
    /// <param name="isRetried">Whether a server error is worth a second and third attempt.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task<HttpAnswer> GetAsync(Uri endpoint, string path, bool isRetried, CancellationToken cancellationToken)
    {
        var answer = await GetOnceAsync(endpoint, path, isRetried, cancellationToken).ConfigureAwait(false);
        if (answer.Status == 401)
        {
            _token = null;
            answer = await GetOnceAsync(endpoint, path, isRetried, cancellationToken).ConfigureAwait(false);
        }

        return answer.Status switch
        {
            403 => throw MetadataFailure.Forbidden(endpoint),
            400 or 401 => throw MetadataFailure.Refused(endpoint, path, answer.Status),
            >= 300 and < 400 => throw MetadataFailure.Redirected(endpoint, answer.Status),
            _ => answer,
        };
    }

    private async Task<HttpAnswer> GetOnceAsync(Uri endpoint, string path, bool isRetried, CancellationToken cancellationToken)
    {
        var token = await TokenAsync(endpoint, cancellationToken).ConfigureAwait(false);
        return await AskAsync(
            endpoint,
            isRetried,
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Get, new Uri(endpoint, path));
                request.Headers.TryAddWithoutValidation(TokenHeader, token);
                return request;
            },
            MetadataFailure.TimedOut,
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<string> TokenAsync(Uri endpoint, CancellationToken cancellationToken)
    {
        if (_token is { } held && held.Endpoint == endpoint && time.GetUtcNow() < held.UseUntil)
            return held.Value;
        var asked = time.GetUtcNow();
        var answer = await AskAsync(
            endpoint,
            isRetried: true,
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Put, new Uri(endpoint, TokenPath));
                request.Headers.TryAddWithoutValidation(TokenLifeHeader, $"{TokenLifeSeconds}");
                return request;
            },
            MetadataFailure.Silent,
            cancellationToken).ConfigureAwait(false);
        var value = answer.Body.Trim();
        switch (answer.Status)
        {
            case 200 when value.Length is > 0 and <= 1024 && value.All(c => c is > ' ' and < '\u007f' and not '<'):
                var life = answer.Headers.TryGetValues(TokenLifeHeader, out var given) && int.TryParse(given.First(), out var seconds) ? seconds : TokenLifeSeconds;
                _token = new MetadataToken(endpoint, value, asked + TimeSpan.FromSeconds(life) - TokenReserve);
                return value;
            case 200:
                throw MetadataFailure.Malformed(endpoint, TokenPath, "it holds no metadata token");
            case 403:
                throw MetadataFailure.Forbidden(endpoint);
            case >= 300 and < 400:
                throw MetadataFailure.Redirected(endpoint, answer.Status);
            case < 500:
                throw MetadataFailure.Refused(endpoint, TokenPath, answer.Status);
            default:
                throw MetadataFailure.ServerError(endpoint, TokenPath, answer.Status);
        }
    }

    private async Task<HttpAnswer> AskAsync(
        Uri endpoint, bool isRetried, Func<HttpRequestMessage> request, Func<Uri, Exception, CredentialException> timedOut, CancellationToken cancellationToken)
    {
        try
        {
            return await Attempts.AskAsync(SendAsync, isRetried ? Attempts.Most : 1, MostTimeouts, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException exception)
        {
            throw timedOut(endpoint, exception);
        }
        catch (InvalidDataException exception)
        {
            throw MetadataFailure.Malformed(endpoint, "the answer", exception.Message.TrimEnd('.'));
        }
        catch (HttpRequestException exception)
        {
            throw MetadataFailure.Unreachable(endpoint, exception);
        }

        async Task<HttpAnswer> SendAsync(CancellationToken token)
        {
            using var message = request();
            return await _http.SendAsync(message, token).ConfigureAwait(false);
        }
    }

    private sealed record MetadataToken(Uri Endpoint, string Value, DateTimeOffset UseUntil);
}

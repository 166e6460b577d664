using System.Collections.Concurrent;
using System.Web;

namespace IaCMAuth.Tests.Support;

/// <summary>An HTTP handler that answers as a test says and keeps what it was asked.</summary>
internal sealed class ScriptedHttp(Func<SeenRequest, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    private readonly ConcurrentQueue<SeenRequest> _requests = new();

    public ScriptedHttp(Func<SeenRequest, HttpResponseMessage> answer)
        : this((request, _) => Task.FromResult(answer(request)))
    {
    }

    public IReadOnlyList<SeenRequest> Requests => [.. _requests];

    public StsOptions Sts(string region = "eu-west-1") => new() { Region = region, HttpHandlerFactory = () => this };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? string.Empty : await request.Content.ReadAsStringAsync(cancellationToken);
        var headers = request.Headers.NonValidated.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var seen = new SeenRequest(request.Method, request.RequestUri!, headers, body);
        _requests.Enqueue(seen);
        var response = await answer(seen, cancellationToken);
        response.RequestMessage = request;
        return response;
    }
}

/// <summary>One request, with the fields of the STS query protocol where it has them.</summary>
internal sealed record SeenRequest(HttpMethod Method, Uri Uri, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string? Authorization => Headers.GetValueOrDefault("Authorization");

    /// <summary>A form field, or null where it was not sent.</summary>
    public string? this[string field] => HttpUtility.ParseQueryString(Body)[field];
}

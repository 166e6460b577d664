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
        var seen = new SeenRequest(request.RequestUri!, body, request.Headers.TryGetValues("Authorization", out var values) ? values.First() : null);
        _requests.Enqueue(seen);
        var response = await answer(seen, cancellationToken);
        response.RequestMessage = request;
        return response;
    }
}

/// <summary>One request of the STS query protocol.</summary>
internal sealed record SeenRequest(Uri Uri, string Body, string? Authorization)
{
    /// <summary>A form field, or null where it was not sent.</summary>
    public string? this[string field] => HttpUtility.ParseQueryString(Body)[field];
}

using System.Net.Sockets;
using IaCMAuth.Providers.Metadata;

namespace IaCMAuth.Providers.Container;

/// <summary>The credentials that an agent of ECS or EKS Pod Identity hands out on the machine. Keeps nothing.</summary>
internal sealed class ContainerCredentialProvider : ICredentialProvider, ISourceTraits
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);

    private readonly ContainerOptions _options;
    private readonly EnvironmentVariables _environment;
    private readonly AllowedHosts _hosts;
    private readonly TimeProvider _time;
    private readonly BoundedHttp _http;

    /// <param name="options">The settings.</param>
    /// <param name="environment">Where the agent's variables are.</param>
    /// <param name="hosts">To whom the token may go.</param>
    /// <param name="handler">Sends the requests; unset, to the addresses that were checked and no others.</param>
    /// <param name="time">The clock.</param>
    public ContainerCredentialProvider(
        ContainerOptions options, EnvironmentVariables environment, AllowedHosts hosts, HttpMessageHandler? handler, TimeProvider time)
    {
        (_options, _environment, _hosts, _time) = (options, environment, hosts, time);
#pragma warning disable CA2000 // The client owns its handler.
        _http = new BoundedHttp(handler ?? CheckingHandler(), AnswerTimeout, time);
#pragma warning restore CA2000
    }

    public bool YieldsRoleSession => true;

    /// <summary>The agent may extend credentials that it cannot replace.</summary>
    public TimeSpan DefaultMaxStaleness => TimeSpan.FromHours(1);

    public Sts.IStsConnection? Sts => null;

    public async ValueTask<AwsCredentialIdentity> GetCredentialsAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var endpoint = ContainerEndpoint.Resolve(_options, _environment);
        var token = await AuthorizationToken.ReadAsync(_options, _environment, cancellationToken).ConfigureAwait(false);
        await _hosts.CheckAsync(endpoint, cancellationToken).ConfigureAwait(false);
        var failure = new ContainerFailure(endpoint, token);
        try
        {
            var answer = await Attempts.AskAsync(SendAsync, Attempts.Most, Attempts.Most, _time, cancellationToken).ConfigureAwait(false);
            return Expiry.Require(Read(answer, failure), "The container credentials endpoint", _time);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // A handler may throw anything; what leaves here is ours.
        catch (Exception exception) when (exception is not CredentialException)
#pragma warning restore CA1031
        {
            throw failure.From(exception);
        }

        async Task<HttpAnswer> SendAsync(CancellationToken attempt)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, endpoint.Uri);
            request.Headers.TryAddWithoutValidation("Accept", "application/json");
            if (token is not null)
                request.Headers.TryAddWithoutValidation("Authorization", token);
            return await _http.SendAsync(request, attempt).ConfigureAwait(false);
        }
    }

    private static AwsCredentialIdentity Read(HttpAnswer answer, ContainerFailure failure)
    {
        var document = CredentialDocument.Parse(answer.Body, "container");
        if (answer.Status != 200)
            throw failure.From(answer.Status, document);
        var identity = document.Identity ?? throw failure.Malformed(document.Defect!);
        return document.RoleArn is { } role ? identity.With(identity.AccountId, $"container → {role}") : identity;
    }

    /// <summary>Connects to addresses that were checked in the same breath, so that a name cannot change its mind in between.</summary>
    private SocketsHttpHandler CheckingHandler()
    {
        var handler = BoundedHttp.Handler(ConnectTimeout);
        handler.ConnectCallback = async (context, cancellationToken) =>
        {
            var addresses = await _hosts.CheckAsync(new ContainerEndpoint(context.InitialRequestMessage.RequestUri!, "the container credentials endpoint"), cancellationToken).ConfigureAwait(false);
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        };
        return handler;
    }
}

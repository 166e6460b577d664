using System.Net;
using System.Net.Sockets;

namespace IaCMAuth.Providers.Container;

/// <summary>
/// To whom plain http may carry the authorization token: loopback, and the link-local addresses of ECS and EKS. A name is allowed when all addresses it
/// resolves to are, and the connection goes to those very addresses.
/// </summary>
internal sealed class AllowedHosts(Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    private static readonly IPAddress[] Agents = [IPAddress.Parse("169.254.170.2"), IPAddress.Parse("169.254.170.23"), IPAddress.Parse("fd00:ec2::23")];

    public static AllowedHosts ByDns { get; } = new((host, cancellationToken) => Dns.GetHostAddressesAsync(host, cancellationToken));

    public static bool IsAllowed(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return IPAddress.IsLoopback(address) || Agents.Contains(address);
    }

    public static ConfigurationProblem Refused(string host, IPAddress address, string setting) => new(
        ErrorCodes.ContainerUriRefused, setting,
        $"plain http to {Quoted.Text(host)}{(host.Trim('[', ']') == address.ToString() ? string.Empty : $" ({address})")} is refused: it would show the authorization token to the network.",
        $"Use https, or one of the hosts allowed for http: 127.0.0.0/8, ::1, localhost, {string.Join(", ", (IEnumerable<IPAddress>)Agents)}.");

    /// <summary>The addresses a request may go to.</summary>
    /// <exception cref="CredentialConfigurationException">One of them is foreign.</exception>
    /// <exception cref="CredentialSourceUnavailableException">The name does not resolve.</exception>
    public async Task<IPAddress[]> CheckAsync(ContainerEndpoint endpoint, CancellationToken cancellationToken)
    {
        var host = endpoint.Uri.IdnHost;
        var addresses = await ResolveAsync(host, cancellationToken).ConfigureAwait(false);
        if (endpoint.Uri.Scheme == Uri.UriSchemeHttp && addresses.FirstOrDefault(a => !IsAllowed(a)) is { } foreign)
            throw new CredentialConfigurationException(Refused(host, foreign, endpoint.Setting));
        return addresses;
    }

    private async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host.Trim('[', ']'), out var literal))
            return [literal];
        try
        {
            if (await resolve(host, cancellationToken).ConfigureAwait(false) is { Length: > 0 } addresses)
                return addresses;
        }
        catch (SocketException exception)
        {
            throw NotResolved(host, exception);
        }

        throw NotResolved(host, cause: null);
    }

    private static CredentialSourceUnavailableException NotResolved(string host, Exception? cause) => new(
        ErrorCodes.Unreachable, $"The host {Quoted.Text(host)} of the container credentials endpoint does not resolve.", "Check the URI and the name service of the container.", innerException: cause);
}

using System.Net;

namespace IaCMAuth.Providers.Container;

/// <summary>Whether the settings of a container endpoint can be meant. Host names are looked at on use, when they are resolved.</summary>
internal static class ContainerRules
{
    public static IEnumerable<ConfigurationProblem> Check(ContainerOptions options, string path)
    {
        if (options.Uri is null)
            yield break;
        var setting = $"{path}:{nameof(options.Uri)}";
        if (!ContainerEndpoint.TryParse(options.Uri, out var uri))
            yield return ContainerEndpoint.Invalid(options.Uri, setting);
        else if (uri.Scheme == Uri.UriSchemeHttp && IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && !AllowedHosts.IsAllowed(address))
            yield return AllowedHosts.Refused(uri.Host, address, setting);
    }
}

namespace IaCMAuth.Sts;

/// <summary>An endpoint URL is absolute, without user info or query, and encrypted unless it is loopback or the operator says otherwise.</summary>
internal static class EndpointRules
{
    public static IEnumerable<ConfigurationProblem> Check(string? url, string setting, bool allowInsecure)
    {
        if (url is null)
            yield break;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            yield return Problem($"'{Quoted.Text(url)}' is not an http or https URL.", "Write it as in 'https://sts.eu-west-1.amazonaws.com'.");
        else if (uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
            yield return Problem("the URL carries user info, a query or a fragment.", "Give scheme, host, port and path only.");
        else if (uri.Scheme == "http" && !uri.IsLoopback && !allowInsecure)
            yield return Problem($"plain http to {uri.Host} would show credentials to the network.", "Use https, or set AllowInsecureEndpoint to true where the network is trusted.");

        ConfigurationProblem Problem(string problem, string remedy) => new(ErrorCodes.InvalidEndpoint, setting, problem, remedy);
    }
}

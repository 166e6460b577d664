namespace IaCMAuth.Providers.InstanceProfile;

/// <summary>Where the instance metadata service is: option, variable, mode by option, mode by variable, in that order.</summary>
internal static class MetadataEndpoint
{
    private const string EndpointVariable = "AWS_EC2_METADATA_SERVICE_ENDPOINT";
    private const string ModeVariable = "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE";
    private const string DisabledVariable = "AWS_EC2_METADATA_DISABLED";

    public static IReadOnlyDictionary<string, string> Modes { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["IPv4"] = "http://169.254.169.254",
        ["IPv6"] = "http://[fd00:ec2::254]",
    };

    /// <exception cref="CredentialConfigurationException">It is switched off, or a setting cannot be meant.</exception>
    public static Uri Resolve(InstanceProfileOptions options, EnvironmentVariables environment)
    {
        if ("true".Equals(environment[DisabledVariable]?.Trim(), StringComparison.OrdinalIgnoreCase))
        {
            throw new CredentialConfigurationException(
                ErrorCodes.MetadataDisabled,
                $"The instance metadata service is switched off for this process: {DisabledVariable} is true.",
                $"Unset {DisabledVariable}, or use a connector of another AuthMode.");
        }

        if ((options.Endpoint ?? environment[EndpointVariable]) is { } text)
            return TryParse(text, out var endpoint) ? endpoint : throw new CredentialConfigurationException(Invalid(text, options.Endpoint is null ? EndpointVariable : "InstanceProfile:Endpoint"));
        var mode = options.EndpointMode ?? environment[ModeVariable] ?? "IPv4";
        return Modes.TryGetValue(mode, out var address)
            ? new Uri(address)
            : throw new CredentialConfigurationException(UnknownMode(mode, options.EndpointMode is null ? ModeVariable : "InstanceProfile:EndpointMode"));
    }

    public static bool TryParse(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Uri? endpoint)
    {
        endpoint = Uri.TryCreate(text.EndsWith('/') ? text : $"{text}/", UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0
            ? uri
            : null;
        return endpoint is not null;
    }

    public static ConfigurationProblem Invalid(string text, string setting) => new(
        ErrorCodes.InvalidMetadataEndpoint, setting, $"'{Quoted.Text(text)}' is not an http address.", "Write it as in 'http://169.254.169.254', or leave it out.");

    public static ConfigurationProblem UnknownMode(string text, string setting) => new(
        ErrorCodes.InvalidMetadataEndpoint, setting, $"'{Quoted.Text(text)}' is neither IPv4 nor IPv6.", "Write IPv4 or IPv6, or leave it out.");
}

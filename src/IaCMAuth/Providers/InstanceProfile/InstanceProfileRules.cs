namespace IaCMAuth.Providers.InstanceProfile;

/// <summary>Whether the settings of an instance profile can be meant.</summary>
internal static class InstanceProfileRules
{
    public static IEnumerable<ConfigurationProblem> Check(InstanceProfileOptions options, string path)
    {
        if (options.Endpoint is not null && !MetadataEndpoint.TryParse(options.Endpoint, out _))
            yield return MetadataEndpoint.Invalid(options.Endpoint, $"{path}:{nameof(options.Endpoint)}");
        if (options.EndpointMode is not null && !MetadataEndpoint.Modes.ContainsKey(options.EndpointMode))
            yield return MetadataEndpoint.UnknownMode(options.EndpointMode, $"{path}:{nameof(options.EndpointMode)}");
        if (options.RoleName is { } name && (string.IsNullOrWhiteSpace(name) || name.Any(c => c is '/' or '?' or '#' || char.IsWhiteSpace(c))))
            yield return new(ErrorCodes.OutOfLimits, $"{path}:{nameof(options.RoleName)}", "the value is not the name of a role.", "Give the role's name without path or ARN, or leave it out.");
    }
}

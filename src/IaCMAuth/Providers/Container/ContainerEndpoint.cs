using System.Diagnostics.CodeAnalysis;

namespace IaCMAuth.Providers.Container;

/// <summary>Where the container's credentials endpoint is, and which setting said so: option, relative variable, full variable, in that order.</summary>
internal sealed record ContainerEndpoint(Uri Uri, string Setting)
{
    private const string RelativeVariable = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
    private const string FullVariable = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
    private const string RelativeRoot = "http://169.254.170.2";

    /// <exception cref="CredentialConfigurationException">There is none, or it cannot be meant.</exception>
    public static ContainerEndpoint Resolve(ContainerOptions options, EnvironmentVariables environment)
    {
        if (options.Uri is { } option)
            return Parse(option, option, "Container:Uri");
        if (environment[RelativeVariable] is { } relative)
            return Parse(relative.StartsWith('/') ? $"{RelativeRoot}{relative}" : string.Empty, relative, RelativeVariable);
        if (environment[FullVariable] is { } full)
            return Parse(full, full, FullVariable);
        throw new CredentialConfigurationException(
            ErrorCodes.ContainerNotInjected,
            $"There is no container credentials endpoint: neither {RelativeVariable} nor {FullVariable} is set.",
            "On EKS, install the Pod Identity agent, associate the service account with a role and start the pod anew; on ECS, give the task definition a task role.",
            isRecoverable: true);
    }

    public static bool TryParse(string text, [NotNullWhen(true)] out Uri? uri)
    {
        var isUsable = Uri.TryCreate(text, UriKind.Absolute, out uri)
            && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) && uri.UserInfo.Length == 0 && uri.Fragment.Length == 0 && uri.Host.Length > 0;
        if (!isUsable)
            uri = null;
        return isUsable;
    }

    public static ConfigurationProblem Invalid(string text, string setting) => new(
        ErrorCodes.ContainerUriRefused, setting, $"'{Quoted.Text(text)}' is not an http or https URI without user info{(setting == RelativeVariable ? ", or does not begin with a slash" : string.Empty)}.",
        setting == RelativeVariable ? "Write a path, such as /v2/credentials/<id>." : "Write it as in http://169.254.170.23/v1/credentials.");

    private static ContainerEndpoint Parse(string text, string given, string setting) =>
        TryParse(text, out var uri) ? new ContainerEndpoint(uri, setting) : throw new CredentialConfigurationException(Invalid(given, setting));
}

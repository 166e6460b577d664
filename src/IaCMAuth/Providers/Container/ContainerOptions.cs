namespace IaCMAuth;

/// <summary>Settings of <see cref="AuthMode.Container"/>. All are optional: ECS and EKS Pod Identity inject what is needed.</summary>
public sealed class ContainerOptions
{
    /// <summary>
    /// The credentials endpoint as an absolute URI. Unset, <c>AWS_CONTAINER_CREDENTIALS_RELATIVE_URI</c>, else <c>AWS_CONTAINER_CREDENTIALS_FULL_URI</c>.
    /// </summary>
    public string? Uri { get; set; }

    /// <summary>
    /// A file with the authorization token, read at every refresh. Unset, <c>AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE</c>, else
    /// <c>AWS_CONTAINER_AUTHORIZATION_TOKEN</c>.
    /// </summary>
    public string? TokenFile { get; set; }
}

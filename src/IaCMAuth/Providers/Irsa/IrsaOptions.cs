namespace IaCMAuth;

/// <summary>Settings of <see cref="AuthMode.Irsa"/>. All are optional: the cluster injects what is needed into the pod.</summary>
public sealed class IrsaOptions
{
    /// <summary>The Kubernetes namespace the token must be for. Where set, with <see cref="ServiceAccount"/>, the token's <c>sub</c> is compared first.</summary>
    public string? Namespace { get; set; }

    /// <summary>The Kubernetes service account the token must be for.</summary>
    public string? ServiceAccount { get; set; }

    /// <summary>The audience the token must name. Unset, STS decides.</summary>
    public string? Audience { get; set; }

    /// <summary>The role to assume. Unset, <c>AWS_ROLE_ARN</c>, which the cluster's webhook injects.</summary>
    public string? RoleArn { get; set; }

    /// <summary>The projected token. Unset, <c>AWS_WEB_IDENTITY_TOKEN_FILE</c>, which the cluster's webhook injects.</summary>
    public string? TokenFile { get; set; }

    /// <summary>The session's name. Unset, <c>AWS_ROLE_SESSION_NAME</c>, else made from the connector and workspace.</summary>
    public string? SessionName { get; set; }

    /// <summary>How long the session lasts: 15 minutes to 12 hours. Unset, AWS's one hour.</summary>
    public TimeSpan? Duration { get; set; }
}

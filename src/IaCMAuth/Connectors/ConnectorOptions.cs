namespace IaCMAuth;

/// <summary>One way of getting credentials, described once and used by many workspaces.</summary>
public sealed class ConnectorOptions
{
    /// <summary>How the base credentials are obtained. Required.</summary>
    public AuthMode? AuthMode { get; set; }

    /// <summary>Settings of <see cref="IaCMAuth.AuthMode.StaticKeys"/>.</summary>
    public StaticKeysOptions? StaticKeys { get; set; }

    /// <summary>Settings of <see cref="IaCMAuth.AuthMode.WebIdentity"/>.</summary>
    public WebIdentityOptions? WebIdentity { get; set; }

    /// <summary>Settings of <see cref="IaCMAuth.AuthMode.InstanceProfile"/>.</summary>
    public InstanceProfileOptions? InstanceProfile { get; set; }

    /// <summary>Settings of <see cref="IaCMAuth.AuthMode.Irsa"/>.</summary>
    public IrsaOptions? Irsa { get; set; }

    /// <summary>Settings of <see cref="IaCMAuth.AuthMode.Container"/>.</summary>
    public ContainerOptions? Container { get; set; }

    /// <summary>Settings of <see cref="IaCMAuth.AuthMode.Custom"/>.</summary>
    public CustomOptions? Custom { get; set; }

    /// <summary>The roles to assume one after another on top of the base credentials. Null or empty: none.</summary>
    public IList<AssumeRoleOptions>? AssumeRole { get; set; }

    /// <summary>Overrides <see cref="IacmAwsAuthOptions.Region"/>.</summary>
    public string? Region { get; set; }

    /// <summary>Overrides <see cref="IacmAwsAuthOptions.EndpointUrl"/>.</summary>
    public string? EndpointUrl { get; set; }

    /// <summary>Overrides <see cref="IacmAwsAuthOptions.UseFips"/>.</summary>
    public bool? UseFips { get; set; }

    /// <summary>Overrides <see cref="IacmAwsAuthOptions.UseDualStack"/>.</summary>
    public bool? UseDualStack { get; set; }

    /// <summary>Overrides <see cref="IacmAwsAuthOptions.AllowInsecureEndpoint"/>.</summary>
    public bool? AllowInsecureEndpoint { get; set; }

    /// <summary>Kept for the platform that requires them, and without effect on a run.</summary>
    public IList<string>? DelegateSelectors { get; set; }
}

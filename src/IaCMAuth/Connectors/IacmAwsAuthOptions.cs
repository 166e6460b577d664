namespace IaCMAuth;

/// <summary>Every connector and workspace of an application: configuration section <c>IacmAwsAuth</c>. Names compare without case.</summary>
public sealed class IacmAwsAuthOptions
{
    /// <summary>Where runs happen. Unset, <see cref="BuildInfrastructure.Kubernetes"/>.</summary>
    public BuildInfrastructure? Infrastructure { get; set; }

    /// <summary>The default AWS region; see <see cref="StsOptions.Region"/>.</summary>
    public string? Region { get; set; }

    /// <summary>The default STS endpoint; see <see cref="StsOptions.EndpointUrl"/>.</summary>
    public string? EndpointUrl { get; set; }

    /// <summary>Whether FIPS endpoints are used, unless a connector says otherwise.</summary>
    public bool? UseFips { get; set; }

    /// <summary>Whether dual-stack endpoints are used, unless a connector says otherwise.</summary>
    public bool? UseDualStack { get; set; }

    /// <summary>Whether plain http is allowed to hosts other than loopback, unless a connector says otherwise.</summary>
    public bool? AllowInsecureEndpoint { get; set; }

    /// <summary>The ways of getting credentials, by name.</summary>
    public IDictionary<string, ConnectorOptions> Connectors { get; } = new Dictionary<string, ConnectorOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Who acts where, by name.</summary>
    public IDictionary<string, WorkspaceOptions> Workspaces { get; } = new Dictionary<string, WorkspaceOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>How credentials are kept and refreshed. Set in code only.</summary>
    public CredentialCacheOptions Cache { get; } = new();

    /// <summary>Makes the handler that sends STS requests; see <see cref="StsOptions.HttpHandlerFactory"/>. Set in code only.</summary>
    public Func<HttpMessageHandler>? StsHttpHandlerFactory { get; set; }

    /// <summary>The configuration section the options were read from, for the paths in errors.</summary>
    internal string Path { get; set; } = "IacmAwsAuth";

    /// <summary>What the reader could not read; reported together with what is wrong in what it could.</summary>
    internal List<ConfigurationProblem> Unreadable { get; } = [];

    /// <summary>The path of a setting, for errors.</summary>
    internal string At(string setting) => Path.Length == 0 ? setting : $"{Path}:{setting}";
}

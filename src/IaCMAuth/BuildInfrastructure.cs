namespace IaCMAuth;

/// <summary>Where runs happen; it decides which auth modes are possible.</summary>
public enum BuildInfrastructure
{
    /// <summary>The organisation's own cluster or machines: every auth mode.</summary>
    Kubernetes,

    /// <summary>A hosted cloud: access keys, OIDC and custom providers only, since there is no node or pod identity of one's own.</summary>
    Hosted,
}

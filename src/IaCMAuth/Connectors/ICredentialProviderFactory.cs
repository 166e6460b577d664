namespace IaCMAuth;

/// <summary>Gives out the providers of an application's connectors and workspaces. Getting one contacts nobody; asking it does.</summary>
/// <remarks>
/// What comes back is cached and shared; it also implements <see cref="ICachedCredentialProvider"/>, and belongs to the factory.
/// Names compare without case. A change of the configuration needs a restart.
/// </remarks>
public interface ICredentialProviderFactory
{
    /// <summary>The credentials as which a workspace acts.</summary>
    /// <param name="workspace">The workspace's name.</param>
    /// <param name="phase">The phase of the run. It may be left out only where the workspace has neither <c>Plan</c> nor <c>Apply</c>.</param>
    /// <param name="alias">One of the workspace's further targets.</param>
    /// <exception cref="CredentialConfigurationException">The configuration is invalid, or has no such workspace, phase or alias.</exception>
    ICredentialProvider ForWorkspace(string workspace, RunPhase? phase = null, string? alias = null);

    /// <summary>The credentials of a connector with its own hops.</summary>
    /// <param name="connector">The connector's name.</param>
    /// <exception cref="CredentialConfigurationException">The configuration is invalid, or has no such connector.</exception>
    ICredentialProvider ForConnector(string connector);

    /// <summary>How things stand with each connector: the worst of its identities, without asking any source.</summary>
    IReadOnlyDictionary<string, CredentialHealth> GetHealth();
}

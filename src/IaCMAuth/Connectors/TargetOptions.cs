namespace IaCMAuth;

/// <summary>
/// What a workspace, one of its phases or one of its aliases says of the session to get. The narrowest that sets a value wins: alias, phase,
/// workspace, connector. All but <see cref="AssumeRole"/> goes to the last STS call of the chain.
/// </summary>
public abstract class TargetOptions
{
    private protected TargetOptions()
    {
    }

    /// <summary>The roles to assume, in place of the connector's. Null: inherit. Empty: none.</summary>
    public IList<AssumeRoleOptions>? AssumeRole { get; set; }

    /// <summary>A session policy as JSON text; see <see cref="AssumeRoleOptions.SessionPolicy"/>.</summary>
    public string? SessionPolicy { get; set; }

    /// <summary>Managed session policies; see <see cref="AssumeRoleOptions.SessionPolicyArns"/>.</summary>
    public IList<string>? SessionPolicyArns { get; set; }

    /// <summary>Session tags; see <see cref="AssumeRoleOptions.Tags"/>.</summary>
    public IDictionary<string, string>? Tags { get; set; }

    /// <summary>Transitive tag keys; see <see cref="AssumeRoleOptions.TransitiveTagKeys"/>.</summary>
    public IList<string>? TransitiveTagKeys { get; set; }

    /// <summary>The source identity; see <see cref="AssumeRoleOptions.SourceIdentity"/>.</summary>
    public string? SourceIdentity { get; set; }
}

/// <summary>What differs in one phase of a workspace's runs.</summary>
public sealed class PhaseOptions : TargetOptions;

/// <summary>A further target of a workspace: a provider alias of its Terraform configuration. Valid in both phases.</summary>
public sealed class AliasOptions : TargetOptions
{
    /// <summary>
    /// The accounts the alias may act in. Unset: where the alias names roles of its own, their account is its account; else the workspace's list holds.
    /// </summary>
    public IList<string>? AllowedAccountIds { get; set; }
}

/// <summary>As whom the runs of one workspace act.</summary>
public sealed class WorkspaceOptions : TargetOptions
{
    /// <summary>The connector's name. Required.</summary>
    public string? Connector { get; set; }

    /// <summary>Overrides the connector's region.</summary>
    public string? Region { get; set; }

    /// <summary>The accounts, 12 digits each, in which the workspace may act. Credentials of any other are not handed out. Unset: any.</summary>
    public IList<string>? AllowedAccountIds { get; set; }

    /// <summary>What differs in the plan phase.</summary>
    public PhaseOptions? Plan { get; set; }

    /// <summary>What differs in the apply phase.</summary>
    public PhaseOptions? Apply { get; set; }

    /// <summary>Further targets by name.</summary>
    public IDictionary<string, AliasOptions> Aliases { get; } = new Dictionary<string, AliasOptions>(StringComparer.OrdinalIgnoreCase);
}

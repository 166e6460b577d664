namespace IaCMAuth;

/// <summary>How a connector gets its base credentials.</summary>
public enum AuthMode
{
    /// <summary>Long-term access keys, or a fixed set of temporary ones.</summary>
    StaticKeys,

    /// <summary>An OIDC token exchanged by AssumeRoleWithWebIdentity. Nothing to rotate.</summary>
    WebIdentity,

    /// <summary>The instance profile of the EC2 node the process runs on, by IMDSv2.</summary>
    InstanceProfile,

    /// <summary>IAM roles for service accounts: the token that EKS projects into the pod.</summary>
    Irsa,

    /// <summary>The container credentials endpoint of ECS tasks and EKS Pod Identity.</summary>
    Container,

    /// <summary>An <see cref="ICredentialProvider"/> of the application's own, registered by name.</summary>
    Custom,
}

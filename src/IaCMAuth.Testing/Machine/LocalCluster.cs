namespace IaCMAuth.Testing;

/// <summary>A Kubernetes cluster as AWS sees it: an OIDC issuer whose tokens name service accounts.</summary>
public sealed class LocalCluster
{
    private readonly LocalAws _aws;

    internal LocalCluster(LocalAws aws, LocalOidcIssuer issuer) => (_aws, Issuer) = (aws, issuer);

    /// <summary>The issuer of the service accounts' tokens.</summary>
    public LocalOidcIssuer Issuer { get; }

    /// <summary>The trust policy of a role for a service account (IRSA), as JSON.</summary>
    /// <param name="namespaceName">The service account's namespace.</param>
    /// <param name="serviceAccount">The service account's name.</param>
    public string TrustPolicyFor(string namespaceName, string serviceAccount) => TrustPolicy.ForWebIdentity(Issuer, LocalPod.SubjectOf(namespaceName, serviceAccount));

    /// <summary>Starts a pod of a service account that is annotated with a role: its token is projected into a file.</summary>
    /// <param name="namespaceName">The service account's namespace.</param>
    /// <param name="serviceAccount">The service account's name.</param>
    /// <param name="role">The role of the annotation <c>eks.amazonaws.com/role-arn</c>; whether it trusts the service account is its own affair.</param>
    public LocalPod StartPod(string namespaceName, string serviceAccount, LocalRole role)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(namespaceName);
        ArgumentException.ThrowIfNullOrWhiteSpace(serviceAccount);
        ArgumentNullException.ThrowIfNull(role);
        return new LocalPod(_aws, Issuer, namespaceName, serviceAccount, role);
    }
}

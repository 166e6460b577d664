using IaCMAuth.Testing.Machine;

namespace IaCMAuth.Testing;

/// <summary>A pod with a role for its service account (IRSA): a projected token in a file, and the variables that the cluster injects.</summary>
public sealed class LocalPod : IAsyncDisposable
{
    private readonly TokenDirectory _directory = new();
    private readonly LocalOidcIssuer _issuer;
    private readonly LocalRole _role;

    internal LocalPod(LocalAws aws, LocalOidcIssuer issuer, string namespaceName, string serviceAccount, LocalRole role)
    {
        _issuer = issuer;
        _role = role;
        Subject = SubjectOf(namespaceName, serviceAccount);
        RotateToken();
        aws.Own(this);
    }

    /// <summary>The subject of the token: <c>system:serviceaccount:&lt;namespace&gt;:&lt;name&gt;</c>.</summary>
    public string Subject { get; }

    /// <summary>The projected token.</summary>
    public string TokenFile => _directory.File;

    /// <summary>The settings of a connector that uses this pod's role.</summary>
    public IrsaOptions Irsa => new() { RoleArn = _role.Arn, TokenFile = TokenFile };

    /// <summary>What the cluster's webhook injects into the pod.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["AWS_ROLE_ARN"] = _role.Arn,
        ["AWS_WEB_IDENTITY_TOKEN_FILE"] = TokenFile,
    };

    /// <summary>Replaces the token, in one step, as the kubelet does.</summary>
    /// <param name="lifetime">How long it is valid; default one hour. Negative: it has expired.</param>
    /// <param name="audience">Its audience.</param>
    public void RotateToken(TimeSpan? lifetime = null, string audience = LocalOidcIssuer.DefaultAudience) =>
        _directory.Write(_issuer.MintToken(Subject, audience, lifetime));

    /// <summary>Removes the token file.</summary>
    public ValueTask DisposeAsync() => _directory.DisposeAsync();

    internal static string SubjectOf(string namespaceName, string serviceAccount) => $"system:serviceaccount:{namespaceName}:{serviceAccount}";
}

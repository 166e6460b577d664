using IaCMAuth.Testing;

namespace IaCMAuth.Tool.Demo;

/// <summary>One way of getting base credentials on the embedded AWS, and how it is rotated and broken.</summary>
/// <param name="Mode">The auth mode.</param>
/// <param name="BaseIdentity">Who the base credentials are, in words of the field.</param>
/// <param name="Connector">The connector, as an operator would describe it now.</param>
/// <param name="Principal">The ARN that a second role has to trust.</param>
/// <param name="Rotate">What happens when the source's credentials or tokens are replaced.</param>
/// <param name="Break">What happens when the source is taken away.</param>
internal sealed record Scenario(
    AuthMode Mode, string BaseIdentity, Func<ConnectorOptions> Connector, string Principal, Action Rotate, Action Break)
{
    /// <summary>The account of the base identity.</summary>
    public const string BaseAccount = "111111111111";

    private const string BaseRole = "arn:aws:iam::111111111111:role/base";
    private const string CustomRole = "arn:aws:iam::111111111111:role/laptop";

    /// <summary>A provider of the application's own, where the mode is <see cref="AuthMode.Custom"/>.</summary>
    public ICredentialProvider? Custom { get; init; }

    /// <summary>Whether the connector itself changes with a rotation, so that the service has to start anew.</summary>
    public bool RotationChangesConnector { get; init; }

    /// <summary>Every mode, each on an embedded AWS of its own.</summary>
    public static IReadOnlyList<Func<LocalAws, Task<Scenario>>> All { get; } = [StaticKeys, WebIdentity, InstanceProfile, Irsa, Container, CustomProvider];

    private static Task<Scenario> StaticKeys(LocalAws aws)
    {
        var user = aws.AddUser(BaseAccount, "ci");
        return Task.FromResult(new Scenario(
            AuthMode.StaticKeys,
            "user ci",
            () => new ConnectorOptions { AuthMode = AuthMode.StaticKeys, StaticKeys = user.Keys },
            user.Arn,
            () => user.Rotate(),
            user.Deactivate)
        { RotationChangesConnector = true });
    }

    private static Task<Scenario> WebIdentity(LocalAws aws)
    {
        var issuer = aws.AddOidcIssuer();
        aws.AddRole(BaseRole, TrustPolicy.ForWebIdentity(issuer, "repo:network:prod"));
        var token = issuer.MintToken("repo:network:prod");
        return Task.FromResult(new Scenario(
            AuthMode.WebIdentity,
            "OIDC repo:network:prod",
            () => new ConnectorOptions
            {
                AuthMode = AuthMode.WebIdentity,
                WebIdentity = new WebIdentityOptions
                {
                    RoleArn = BaseRole,
                    Token = new WebIdentityTokenOptions { Source = CredentialProviders.TokenSource(_ => ValueTask.FromResult(token)) },
                },
            },
            BaseRole,
            () => token = issuer.MintToken("repo:network:prod"),
            () => issuer.IsRegistered = false));
    }

    private static async Task<Scenario> InstanceProfile(LocalAws aws)
    {
        var node = await aws.StartInstanceAsync(aws.AddRole(BaseRole, TrustPolicy.ForService("ec2.amazonaws.com"))).ConfigureAwait(false);
        return new Scenario(
            AuthMode.InstanceProfile,
            "role base, of the node",
            () => new ConnectorOptions { AuthMode = AuthMode.InstanceProfile, InstanceProfile = node.Options },
            BaseRole,
            node.Rotate,
            () => node.IsEnabled = false);
    }

    private static Task<Scenario> Irsa(LocalAws aws)
    {
        var cluster = aws.AddCluster();
        var role = aws.AddRole(BaseRole, cluster.TrustPolicyFor("iac", "runner"));
        var pod = cluster.StartPod("iac", "runner", role);
        return Task.FromResult(new Scenario(
            AuthMode.Irsa,
            "service account iac/runner",
            () => new ConnectorOptions { AuthMode = AuthMode.Irsa, Irsa = pod.Irsa },
            BaseRole,
            () => pod.RotateToken(),
            () => role.TrustPolicy = cluster.TrustPolicyFor("iac", "another")));
    }

    private static async Task<Scenario> Container(LocalAws aws)
    {
        var container = await aws.StartContainerAsync(aws.AddRole(BaseRole, TrustPolicy.ForService("pods.eks.amazonaws.com"))).ConfigureAwait(false);
        return new Scenario(
            AuthMode.Container,
            "role base, by Pod Identity",
            () => new ConnectorOptions { AuthMode = AuthMode.Container, Container = container.PodIdentity },
            BaseRole,
            container.Rotate,
            () => container.Role = null);
    }

    private static Task<Scenario> CustomProvider(LocalAws aws)
    {
        var user = aws.AddUser(BaseAccount, "laptop");
        aws.AddRole(CustomRole, TrustPolicy.ForPrincipal(user.Arn));
        return Task.FromResult(new Scenario(
            AuthMode.Custom,
            "role laptop, by own code",
            () => new ConnectorOptions { AuthMode = AuthMode.Custom, Custom = new CustomOptions { Provider = "laptop" } },
            CustomRole,
            () => { },
            () => aws.RemoveRole(CustomRole))
        { Custom = CredentialProviders.StaticKeys(user.Keys).AssumeRole(new AssumeRoleOptions { RoleArn = CustomRole }, aws.Sts) });
    }
}

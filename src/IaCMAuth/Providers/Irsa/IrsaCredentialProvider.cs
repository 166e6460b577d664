using IaCMAuth.AssumeRole;
using IaCMAuth.Providers.WebIdentity;
using IaCMAuth.Sts;

namespace IaCMAuth.Providers.Irsa;

/// <summary>Exchanges the token that the cluster projects into the pod for a session of the service account's role. Keeps nothing.</summary>
/// <param name="options">The settings; what is left out comes from the environment.</param>
/// <param name="environment">What the cluster's webhook injected.</param>
/// <param name="request">What the exchange says, but for the role and the session's name.</param>
/// <param name="sts">How STS is reached.</param>
/// <param name="time">The clock.</param>
internal sealed class IrsaCredentialProvider(
    IrsaOptions options, EnvironmentVariables environment, RoleRequest request, IStsConnection sts, TimeProvider time) : ICredentialProvider, ISourceTraits
{
    private const string RoleVariable = "AWS_ROLE_ARN";
    private const string FileVariable = "AWS_WEB_IDENTITY_TOKEN_FILE";
    private const string SessionVariable = "AWS_ROLE_SESSION_NAME";

    private volatile WebIdentityExchange? _latest;

    public bool YieldsRoleSession => true;

    public TimeSpan DefaultMaxStaleness => TimeSpan.Zero;

    public IStsConnection Sts => sts;

    public IRefusedToken? RefusedToken => _latest;

    public async ValueTask<AwsCredentialIdentity> GetCredentialsAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var role = Injected(options.RoleArn, RoleVariable);
        var file = Injected(options.TokenFile, FileVariable);
        var name = options.SessionName ?? environment[SessionVariable] ?? request.SessionName;
        foreach (var problem in RoleRequestRules.CheckRoleArn(role, RoleVariable).Concat(RoleRequestRules.CheckName(name, SessionVariable)))
            throw new CredentialConfigurationException(problem);

        var tokens = new FileTokenSource(file, options.TokenFile is null ? FileVariable : "Irsa:TokenFile");
        var exchange = new WebIdentityExchange(tokens, options.Audience, request with { RoleArn = role, SessionName = name }, sts, time);
        _latest = exchange;
        return await exchange.RunAsync("irsa", CheckSubject, cancellationToken).ConfigureAwait(false);
    }

    private string Injected(string? option, string variable) => option ?? environment[variable] ?? throw new CredentialConfigurationException(
        ErrorCodes.IrsaNotInjected,
        $"{variable} is not set: the cluster gave this pod no role.",
        "Annotate the service account (kubectl annotate serviceaccount <name> -n <namespace> eks.amazonaws.com/role-arn=<role arn>), name it in the stage's Infrastructure > Advanced, "
        + "and start the pod anew: a pod older than the annotation does not get it.");

    /// <summary>A token of another service account would be another identity, even where STS accepts it.</summary>
    private void CheckSubject(WebIdentityToken token)
    {
        if (options.Namespace is null && options.ServiceAccount is null)
            return;
        if (token.Subject?.Split(':') is ["system", "serviceaccount", var space, var account]
            && (options.Namespace ?? space) == space && (options.ServiceAccount ?? account) == account)
        {
            return;
        }

        throw new CredentialConfigurationException(
            ErrorCodes.TokenSubject,
            $"The pod runs as another service account: the connector expects system:serviceaccount:{options.Namespace ?? "*"}:{options.ServiceAccount ?? "*"}, and {token.Describe()}.",
            "Name the service account in the stage's Infrastructure > Advanced, or correct Irsa:Namespace and Irsa:ServiceAccount.",
            isRecoverable: true);
    }
}

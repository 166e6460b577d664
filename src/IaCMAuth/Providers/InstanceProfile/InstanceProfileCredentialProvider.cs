using IaCMAuth.Providers.Metadata;

namespace IaCMAuth.Providers.InstanceProfile;

/// <summary>The credentials of the role that the EC2 node has. Keeps the role's name and the metadata token, not the credentials.</summary>
internal sealed class InstanceProfileCredentialProvider(
    InstanceProfileOptions options, EnvironmentVariables environment, HttpMessageHandler? handler, TimeProvider time) : ICredentialProvider, ISourceTraits
{
    private const string RoleVariable = "AWS_EC2_INSTANCE_PROFILE_NAME";
    private const string ExtendedTree = "latest/meta-data/iam/security-credentials-extended/";
    private const string PlainTree = "latest/meta-data/iam/security-credentials/";
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FlightTimeout = TimeSpan.FromSeconds(5);

#pragma warning disable CA2000 // The client owns its handler.
    private readonly MetadataClient _metadata = new(handler ?? BoundedHttp.Handler(ConnectTimeout), time);
#pragma warning restore CA2000
    private volatile string? _discovered;
    private volatile bool _hasNoExtendedTree;

    public bool YieldsRoleSession => true;

    /// <summary>EC2 may extend credentials that it cannot replace; AWS's SDKs go on with them too.</summary>
    public TimeSpan DefaultMaxStaleness => TimeSpan.FromHours(1);

    public Sts.IStsConnection? Sts => null;

    public async ValueTask<AwsCredentialIdentity> GetCredentialsAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var endpoint = MetadataEndpoint.Resolve(options, environment);
        var configured = ConfiguredRole();
        using var limit = new CancellationTokenSource(FlightTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return Expiry.Require(await FetchAsync(endpoint, configured, either.Token).ConfigureAwait(false), "The instance metadata service", time);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw MetadataFailure.TimedOut(endpoint, exception);
        }
#pragma warning disable CA1031 // A handler may throw anything; what leaves here is ours.
        catch (Exception exception) when (exception is not (CredentialException or OperationCanceledException))
#pragma warning restore CA1031
        {
            throw MetadataFailure.Unreachable(endpoint, exception);
        }
    }

    private string? ConfiguredRole()
    {
        if (options.RoleName is { } name)
            return name;
        return environment.Raw(RoleVariable) is { } variable && string.IsNullOrWhiteSpace(variable)
            ? throw new CredentialConfigurationException(new ConfigurationProblem(ErrorCodes.SettingBlank, RoleVariable, "the value is blank.", "Name the role, or unset the variable."))
            : environment[RoleVariable];
    }

    /// <summary>The extended tree first, since it tells the account; what it cannot say, the plain one does.</summary>
    private async Task<AwsCredentialIdentity> FetchAsync(Uri endpoint, string? configured, CancellationToken cancellationToken)
    {
        if (!_hasNoExtendedTree && await FromTreeAsync(ExtendedTree, endpoint, configured, cancellationToken).ConfigureAwait(false) is { } extended)
            return extended;
        if (await FromTreeAsync(PlainTree, endpoint, configured, cancellationToken).ConfigureAwait(false) is { } plain)
            return plain;
        _hasNoExtendedTree = false; // Neither tree has the role: that says nothing of the trees.
        throw configured is null ? MetadataFailure.NoRole(endpoint) : MetadataFailure.UnknownRole(configured);
    }

    /// <summary>The credentials, or null where the tree does not have them.</summary>
    private async Task<AwsCredentialIdentity?> FromTreeAsync(string tree, Uri endpoint, string? configured, CancellationToken cancellationToken)
    {
        var remembered = configured ?? _discovered;
        if (remembered is not null)
        {
            var answer = await AskAsync(tree, remembered, endpoint, cancellationToken).ConfigureAwait(false);
            if (answer is { Status: 200 })
                return Read(answer, endpoint, tree, remembered);
            if (answer is null || configured is not null)
                return null;
            _discovered = null; // The node got another role: discover again.
        }

        return await DiscoverAsync(tree, endpoint, cancellationToken).ConfigureAwait(false) is { } role
            && await AskAsync(tree, role, endpoint, cancellationToken).ConfigureAwait(false) is { Status: 200 } found
            ? Read(found, endpoint, tree, _discovered = role)
            : null;
    }

    private async Task<string?> DiscoverAsync(string tree, Uri endpoint, CancellationToken cancellationToken)
    {
        if (await AskAsync(tree, string.Empty, endpoint, cancellationToken).ConfigureAwait(false) is not { Status: 200 } answer)
            return null;
        if (answer.Body.Contains('<', StringComparison.Ordinal))
            throw MetadataFailure.Malformed(endpoint, tree, "it is not a list of roles");
        string[] names = [.. answer.Body.Split('\n').Select(line => line.Trim().TrimEnd('/')).Where(line => line.Length > 0)];
        return names.Length switch
        {
            0 => throw MetadataFailure.NoRole(endpoint),
            1 => names[0],
            _ => throw MetadataFailure.SeveralRoles(names),
        };
    }

    /// <summary>An answer that is a success or a 404; null where the extended tree fails, so that the plain one is taken.</summary>
    private async Task<HttpAnswer?> AskAsync(string tree, string role, Uri endpoint, CancellationToken cancellationToken)
    {
        var isExtended = tree == ExtendedTree;
        var answer = await _metadata.GetAsync(endpoint, $"{tree}{Uri.EscapeDataString(role)}", isRetried: !isExtended, cancellationToken).ConfigureAwait(false);
        if (isExtended && answer.Status == 404 && role != _discovered)
            _hasNoExtendedTree = true;
        return answer.Status switch
        {
            200 or 404 => answer,
            _ when isExtended => null,
            < 500 => throw MetadataFailure.Refused(endpoint, tree, answer.Status),
            _ => throw MetadataFailure.ServerError(endpoint, tree, answer.Status),
        };
    }

    private static AwsCredentialIdentity Read(HttpAnswer answer, Uri endpoint, string tree, string role)
    {
        var document = CredentialDocument.Parse(answer.Body, $"instance profile → {role}");
        if (document.Code is { } code && !code.Equals("Success", StringComparison.OrdinalIgnoreCase))
            throw MetadataFailure.RoleRefused(role, code, document.Message);
        return document.Identity ?? throw MetadataFailure.Malformed(endpoint, $"{tree}{role}", document.Defect!);
    }
}

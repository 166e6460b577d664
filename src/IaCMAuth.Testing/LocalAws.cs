using System.Collections.Concurrent;
using System.Text;
using IaCMAuth.Testing.Http;
using IaCMAuth.Testing.Iam;
using IaCMAuth.Testing.Sts;
using Microsoft.AspNetCore.Http;

namespace IaCMAuth.Testing;

/// <summary>
/// An AWS in the process, on loopback: an STS that checks signatures, session tokens, trust policies and limits, OIDC issuers, and the places a machine
/// gets its own identity from. For tests and demonstrations.
/// </summary>
/// <example>
/// <code>
/// await using var aws = await LocalAws.StartAsync();
/// var user = aws.AddUser("111111111111", "ci");
/// var role = aws.AddRole("arn:aws:iam::222222222222:role/deployer", TrustPolicy.ForPrincipal(user.Arn));
/// var provider = CredentialProviders.StaticKeys(user.Keys).AssumeRole(new AssumeRoleOptions { RoleArn = role.Arn }, aws.Sts).Cached();
/// </code>
/// </example>
public sealed class LocalAws : IAsyncDisposable
{
    private readonly ConcurrentQueue<LocalAwsCall> _calls = new();
    private readonly ConcurrentBag<IAsyncDisposable> _parts = [];
    private readonly IdentityStore _store;
    private readonly StsService _sts;
    private LocalServer? _server;

    private LocalAws(LocalAwsOptions options)
    {
        Time = options.TimeProvider;
        Region = options.Region;
        _store = new IdentityStore(Time);
        _sts = new StsService(_store, Time, Region);
    }

    /// <summary>Where STS listens.</summary>
    public Uri Endpoint => _server!.Address;

    /// <summary>The region that requests are signed for.</summary>
    public string Region { get; }

    /// <summary>How to reach this STS, for the providers and decorators of <see cref="CredentialProviders"/>.</summary>
    public StsOptions Sts => new() { Region = Region, EndpointUrl = Endpoint.OriginalString };

    /// <summary>Every request so far, in order of arrival.</summary>
    public IReadOnlyList<LocalAwsCall> Calls => [.. _calls];

    internal TimeProvider Time { get; }

    internal IdentityStore Store => _store;

    /// <summary>What goes wrong with requests to STS and the issuers.</summary>
    internal FaultScript Faults { get; } = new();

    internal StsService StsService => _sts;

    /// <summary>Starts an empty AWS on a free port.</summary>
    /// <param name="options">Clock and region.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<LocalAws> StartAsync(LocalAwsOptions? options = null, CancellationToken cancellationToken = default)
    {
        var aws = new LocalAws(options ?? new LocalAwsOptions());
        aws._server = await LocalServer.StartAsync(aws.Time, aws.AnswerAsync, cancellationToken).ConfigureAwait(false);
        return aws;
    }

    /// <summary>Adds an IAM user with an access key.</summary>
    /// <param name="accountId">12 digits.</param>
    /// <param name="name">The user's name.</param>
    public LocalUser AddUser(string accountId, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (accountId is not { Length: 12 } || !accountId.All(char.IsAsciiDigit))
            throw new ArgumentException($"'{accountId}' is not an account id of 12 digits.", nameof(accountId));
        return new LocalUser(_store, accountId, name);
    }

    /// <summary>Adds an IAM role, or puts another in its place.</summary>
    /// <param name="roleArn">The role's ARN; any account, any partition.</param>
    /// <param name="trustPolicy">Who may assume it, JSON; see <see cref="TrustPolicy"/>. Unset, every principal of the role's own account.</param>
    /// <param name="maxSessionDuration">How long a session may last; default one hour, as in IAM.</param>
    /// <exception cref="ArgumentException">The ARN is not a role's, or the policy says something that is not understood here.</exception>
    public LocalRole AddRole(string roleArn, string? trustPolicy = null, TimeSpan? maxSessionDuration = null)
    {
        ArgumentNullException.ThrowIfNull(roleArn);
        var own = roleArn.Split(':') is [_, _, _, _, { Length: 12 } account, ..] ? account : string.Empty;
        return _store.Roles[roleArn] = new LocalRole(roleArn, trustPolicy ?? TrustPolicy.ForPrincipal(own), maxSessionDuration ?? TimeSpan.FromHours(1));
    }

    /// <summary>Removes a role; sessions that were issued go on until they expire.</summary>
    /// <param name="roleArn">The role's ARN.</param>
    public void RemoveRole(string roleArn) => _store.Roles.TryRemove(roleArn, out _);

    /// <summary>Adds an OIDC issuer that every account has an identity provider for.</summary>
    /// <param name="name">Its name in the issuer's URL.</param>
    public LocalOidcIssuer AddOidcIssuer(string name = "issuer")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return _store.Issuers.GetOrAdd(name, n => new LocalOidcIssuer(new Uri(Endpoint, $"oidc/{Uri.EscapeDataString(n)}"), Time));
    }

    /// <summary>Adds a Kubernetes cluster, whose service accounts may have roles (IRSA).</summary>
    /// <param name="name">Its name in the issuer's URL.</param>
    public LocalCluster AddCluster(string name = "cluster") => new(this, AddOidcIssuer(name));

    /// <summary>Starts an EC2 instance: a metadata service (IMDSv2) on a port of its own.</summary>
    /// <param name="role">The role of its instance profile; null, none.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public Task<LocalInstance> StartInstanceAsync(LocalRole? role, CancellationToken cancellationToken = default) =>
        LocalInstance.StartAsync(this, role, cancellationToken);

    /// <summary>Starts a container's agent (ECS, EKS Pod Identity): a credentials endpoint on a port of its own.</summary>
    /// <param name="role">The role of the task, or that is associated with the pod's service account.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public Task<LocalContainer> StartContainerAsync(LocalRole role, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(role);
        return LocalContainer.StartAsync(this, role, cancellationToken);
    }

    /// <summary>Stops everything.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var part in _parts)
            await part.DisposeAsync().ConfigureAwait(false);
        if (_server is not null)
            await _server.DisposeAsync().ConfigureAwait(false);
        foreach (var issuer in _store.Issuers.Values)
            issuer.Dispose();
    }

    /// <summary>Takes a part along when everything stops.</summary>
    internal void Own(IAsyncDisposable part) => _parts.Add(part);

    /// <summary>Keeps a request, lets it meet its fault, and has it answered.</summary>
    internal async Task ServeAsync(HttpContext context, LocalAwsCall call, FaultScript faults, Func<Task> answer)
    {
        _calls.Enqueue(call);
        if (faults.Take(call) is not { } fault || !await fault(context).ConfigureAwait(false))
            await answer().ConfigureAwait(false);
        call.StatusCode = context.RequestAborted.IsCancellationRequested ? 0 : context.Response.StatusCode;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments("/oidc", out var issuerPath))
        {
            await ServeAsync(context, new LocalAwsCall("oidc", $"{context.Request.Method} {context.Request.Path}"), Faults, () => AnswerIssuerAsync(context, issuerPath)).ConfigureAwait(false);
            return;
        }

        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(context.RequestAborted).ConfigureAwait(false);
        var form = new StsForm(body);
        var call = new LocalAwsCall("sts", form["Action"] ?? string.Empty) { RoleArn = form["RoleArn"], RoleSessionName = form["RoleSessionName"] };
        await ServeAsync(context, call, Faults, () => _sts.AnswerAsync(context, form, body, call)).ConfigureAwait(false);
    }

    private async Task AnswerIssuerAsync(HttpContext context, PathString path)
    {
        var parts = path.Value!.Trim('/').Split('/', 2);
        object? document = _store.Issuers.GetValueOrDefault(parts[0]) is { } issuer && parts.Length == 2
            ? parts[1] switch { ".well-known/openid-configuration" => issuer.Discovery, "keys" => issuer.Keys, _ => null }
            : null;
        if (document is null)
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        else
            await context.Response.WriteAsJsonAsync(document, context.RequestAborted).ConfigureAwait(false);
    }
}

using System.Security.Cryptography;
using IaCMAuth.Testing.Http;
using IaCMAuth.Testing.Iam;
using IaCMAuth.Testing.Machine;
using Microsoft.AspNetCore.Http;

namespace IaCMAuth.Testing;

/// <summary>
/// The agent of a container as its processes see it: an endpoint that hands out a role's credentials, to EKS Pod Identity's token at one path, and as ECS's
/// task endpoint at another that is itself the secret.
/// </summary>
public sealed class LocalContainer : IAsyncDisposable
{
    private const string PodIdentityPath = "/v1/credentials";

    private readonly LocalAws _aws;
    private readonly TokenDirectory _directory = new();
    private string _token = string.Empty;
    private LocalServer? _server;

    private LocalContainer(LocalAws aws, LocalRole role)
    {
        _aws = aws;
        Role = role;
        Session = new MachineSession(aws.Store, aws.Time, "container");
        RotateToken();
    }

    /// <summary>The path of the task endpoint, as <c>AWS_CONTAINER_CREDENTIALS_RELATIVE_URI</c> has it.</summary>
    public string RelativeUri { get; } = $"/v2/credentials/{Guid.NewGuid()}";

    /// <summary>Where the agent listens.</summary>
    public Uri Endpoint => _server!.Address;

    /// <summary>The settings of a connector that uses EKS Pod Identity: URI and token file.</summary>
    public ContainerOptions PodIdentity => new() { Uri = new Uri(Endpoint, PodIdentityPath).AbsoluteUri, TokenFile = _directory.File };

    /// <summary>The settings of a connector that uses the task role of ECS: a URI alone.</summary>
    public ContainerOptions EcsTask => new() { Uri = new Uri(Endpoint, RelativeUri).AbsoluteUri };

    /// <summary>What the agent of EKS injects into the container.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = PodIdentity.Uri!,
        ["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = _directory.File,
    };

    /// <summary>The role; null, the association was removed. It must trust <c>pods.eks.amazonaws.com</c> or <c>ecs-tasks.amazonaws.com</c>.</summary>
    public LocalRole? Role { get; set; }

    /// <summary>How long credentials last that are issued from now on; default six hours.</summary>
    public TimeSpan CredentialLifetime
    {
        get => Session.Lifetime;
        set => Session.Lifetime = value;
    }

    internal FaultScript Faults { get; } = new();

    internal MachineSession Session { get; }

    /// <summary>The role's credentials are replaced by new ones; the old ones go on until they expire.</summary>
    public void Rotate() => Session.Rotate();

    /// <summary>The authorization token and its file are replaced; the old token is refused from now on.</summary>
    public void RotateToken() => _directory.Write(_token = RandomNumberGenerator.GetHexString(48));

    /// <summary>Stops the agent and removes the token file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync().ConfigureAwait(false);
        await _directory.DisposeAsync().ConfigureAwait(false);
    }

    internal static async Task<LocalContainer> StartAsync(LocalAws aws, LocalRole role, CancellationToken cancellationToken)
    {
        var container = new LocalContainer(aws, role);
        aws.Own(container);
        container._server = await LocalServer.StartAsync(aws.Time, container.ServeAsync, cancellationToken).ConfigureAwait(false);
        return container;
    }

    private Task ServeAsync(HttpContext context) => _aws.ServeAsync(
        context, new LocalAwsCall("container", $"{context.Request.Method} {context.Request.Path}"), Faults, () => AnswerAsync(context));

    private Task AnswerAsync(HttpContext context) => context.Request.Path.Value switch
    {
        PodIdentityPath when context.Request.Headers.Authorization != _token =>
            WriteAsync(context, 400, new() { ["code"] = "AccessDeniedException", ["message"] = "The authorization token is missing or unknown." }),
        PodIdentityPath => HandOutAsync(context, "pods.eks.amazonaws.com"),
        var path when path == RelativeUri => HandOutAsync(context, "ecs-tasks.amazonaws.com"),
        _ => WriteAsync(context, 404, new() { ["code"] = "ResourceNotFoundException", ["message"] = "There is nothing at this path." }),
    };

    private Task HandOutAsync(HttpContext context, string service)
    {
        if (Role is not { } role)
            return WriteAsync(context, 404, new() { ["code"] = "ResourceNotFoundException", ["message"] = "No role is associated with this service account or task." });
        if (!role.TrustsService(service))
            return WriteAsync(context, 400, new() { ["code"] = "AccessDeniedException", ["message"] = $"The role does not trust {service}." });
        var document = MachineSession.Document(Session.Get(role));
        (document["AccountId"], document["RoleArn"]) = (role.AccountId, role.Arn);
        return WriteAsync(context, 200, document);
    }

    private static Task WriteAsync(HttpContext context, int status, Dictionary<string, object> document)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(document, context.RequestAborted);
    }
}

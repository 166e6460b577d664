using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using IaCMAuth.Testing.Http;
using IaCMAuth.Testing.Iam;
using IaCMAuth.Testing.Machine;
using Microsoft.AspNetCore.Http;

namespace IaCMAuth.Testing;

/// <summary>An EC2 instance as its processes see it: an instance metadata service (IMDSv2 only) that hands out the credentials of the instance's role.</summary>
public sealed class LocalInstance : IAsyncDisposable
{
    private const string TokenPath = "/latest/api/token";
    private const string TokenHeader = "x-aws-ec2-metadata-token";
    private const string TokenLifeHeader = "x-aws-ec2-metadata-token-ttl-seconds";
    private const string PlainTree = "/latest/meta-data/iam/security-credentials";
    private const string ExtendedTree = "/latest/meta-data/iam/security-credentials-extended";
    private const int LongestTokenLife = 21600;

    private readonly LocalAws _aws;
    private readonly ConcurrentDictionary<string, DateTimeOffset> _tokens = new(StringComparer.Ordinal);
    private LocalServer? _server;

    private LocalInstance(LocalAws aws, LocalRole? role)
    {
        _aws = aws;
        Role = role;
        Session = new MachineSession(aws.Store, aws.Time, $"i-{RandomNumberGenerator.GetHexString(17, lowercase: true)}");
    }

    /// <summary>Where the metadata service listens.</summary>
    public Uri Endpoint => _server!.Address;

    /// <summary>The settings of a connector that uses this instance's role.</summary>
    public InstanceProfileOptions Options => new() { Endpoint = Endpoint.OriginalString };

    /// <summary>The role of the instance profile; null, none is attached. It must trust <c>ec2.amazonaws.com</c>.</summary>
    public LocalRole? Role { get; set; }

    /// <summary>How long credentials last that are issued from now on; default six hours.</summary>
    public TimeSpan CredentialLifetime
    {
        get => Session.Lifetime;
        set => Session.Lifetime = value;
    }

    /// <summary>Whether the service is switched on; where not, it refuses everything with 403. Default true.</summary>
    public bool IsEnabled { get; set; } = true;

    /// <summary>Whether there is the tree that tells the account's id. Default true.</summary>
    public bool HasExtendedTree { get; set; } = true;

    /// <summary>Whether requests come from behind more hops than are allowed: metadata tokens are asked for in vain, without an answer.</summary>
    public bool IsBehindHopLimit { get; set; }

    internal FaultScript Faults { get; } = new();

    internal MachineSession Session { get; }

    /// <summary>The role's credentials are replaced by new ones; the old ones go on until they expire.</summary>
    public void Rotate() => Session.Rotate();

    /// <summary>Every metadata token issued so far is refused from now on, with 401.</summary>
    public void ForgetTokens() => _tokens.Clear();

    /// <summary>Stops the metadata service.</summary>
    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    internal static async Task<LocalInstance> StartAsync(LocalAws aws, LocalRole? role, CancellationToken cancellationToken)
    {
        var instance = new LocalInstance(aws, role);
        aws.Own(instance);
        instance._server = await LocalServer.StartAsync(aws.Time, instance.ServeAsync, cancellationToken).ConfigureAwait(false);
        return instance;
    }

    private Task ServeAsync(HttpContext context) => _aws.ServeAsync(
        context, new LocalAwsCall("imds", $"{context.Request.Method} {context.Request.Path}"), Faults, () => AnswerAsync(context));

    private Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        if (!IsEnabled || request.Headers.ContainsKey("X-Forwarded-For"))
            return Refuse(context, StatusCodes.Status403Forbidden);
        if (request.Path == TokenPath && HttpMethods.IsPut(request.Method))
            return IsBehindHopLimit ? Http.Faults.Silence(context) : IssueTokenAsync(context);
        if (!HttpMethods.IsGet(request.Method))
            return Refuse(context, StatusCodes.Status405MethodNotAllowed);
        if (!_tokens.TryGetValue(request.Headers[TokenHeader].ToString(), out var until) || until <= _aws.Time.GetUtcNow())
            return Refuse(context, StatusCodes.Status401Unauthorized);
        if (HasExtendedTree && request.Path.StartsWithSegments(ExtendedTree, out var name))
            return RoleAsync(context, name, isExtended: true);
        return request.Path.StartsWithSegments(PlainTree, out name) ? RoleAsync(context, name, isExtended: false) : Refuse(context, StatusCodes.Status404NotFound);
    }

    private Task IssueTokenAsync(HttpContext context)
    {
        if (!int.TryParse(context.Request.Headers[TokenLifeHeader], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds is < 1 or > LongestTokenLife)
            return Refuse(context, StatusCodes.Status400BadRequest);
        var token = Convert.ToBase64String(RandomNumberGenerator.GetBytes(40));
        _tokens[token] = _aws.Time.GetUtcNow() + TimeSpan.FromSeconds(seconds);
        context.Response.Headers[TokenLifeHeader] = seconds.ToString(CultureInfo.InvariantCulture);
        return context.Response.WriteAsync(token, context.RequestAborted);
    }

    private Task RoleAsync(HttpContext context, PathString name, bool isExtended)
    {
        if (Role is not { } role)
            return Refuse(context, StatusCodes.Status404NotFound);
        if (name.Value!.Trim('/').Length == 0)
            return context.Response.WriteAsync(role.Name, context.RequestAborted);
        return name.Value.Trim('/') == role.Name
            ? context.Response.WriteAsJsonAsync(Document(role, isExtended), options: null, contentType: "text/plain", context.RequestAborted)
            : Refuse(context, StatusCodes.Status404NotFound);
    }

    private Dictionary<string, object> Document(LocalRole role, bool isExtended)
    {
        var document = new Dictionary<string, object> { ["Code"] = "Success", ["LastUpdated"] = MachineSession.Format(_aws.Time.GetUtcNow()), ["Type"] = "AWS-HMAC" };
        if (!role.TrustsService("ec2.amazonaws.com"))
        {
            (document["Code"], document["Message"]) = ("AssumeRoleUnauthorizedAccess", "EC2 cannot assume the role. Please see documentation.");
            return document;
        }

        foreach (var (field, value) in MachineSession.Document(Session.Get(role)))
            document[field] = value;
        if (isExtended)
            document["AccountId"] = role.AccountId;
        return document;
    }

    private static Task Refuse(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync($"<?xml version=\"1.0\"?><html><body>{status}</body></html>", context.RequestAborted);
    }
}

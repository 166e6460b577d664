namespace IaCMAuth.Testing;

/// <summary>One request that <see cref="LocalAws"/> got.</summary>
public sealed class LocalAwsCall
{
    internal LocalAwsCall(string service, string action) => (Service, Action) = (service, action);

    /// <summary><c>sts</c>, <c>oidc</c>, <c>imds</c> or <c>container</c>.</summary>
    public string Service { get; }

    /// <summary>The STS action, or method and path of what is not STS.</summary>
    public string Action { get; internal set; }

    /// <summary>The role that was asked for, where there is one.</summary>
    public string? RoleArn { get; internal set; }

    /// <summary>The session's name that was asked for, where there is one.</summary>
    public string? RoleSessionName { get; internal set; }

    /// <summary>The access key id that signed the request, where it was signed.</summary>
    public string? AccessKeyId { get; internal set; }

    /// <summary>The HTTP status of the answer; 0 while there is none, and where the connection was cut.</summary>
    public int StatusCode { get; internal set; }

    /// <summary>AWS's error code in the answer, where it was refused.</summary>
    public string? ErrorCode { get; internal set; }

    /// <summary>Service, action, role and outcome.</summary>
    public override string ToString() => $"{Service} {Action} {RoleArn} {StatusCode} {ErrorCode}".TrimEnd();
}

namespace IaCMAuth.Testing.Iam;

/// <summary>Who makes a request: a user, or a role session with what it inherited.</summary>
internal sealed record Caller(string Arn, string AccountId, string UserId)
{
    /// <summary>The role behind a session; null for a user.</summary>
    public string? RoleArn { get; init; }

    public string? SourceIdentity { get; init; }

    public IReadOnlyDictionary<string, string> TransitiveTags { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
}

/// <summary>An access key, whom it stands for, and until when.</summary>
internal sealed record AccessKey(string Id, string Secret, string? SessionToken, DateTimeOffset? Expiration, Caller Caller);

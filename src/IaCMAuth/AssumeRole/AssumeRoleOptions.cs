namespace IaCMAuth;

/// <summary>One hop: a role to assume by sts:AssumeRole, and what the request says. Limits are AWS's (API reference of AssumeRole).</summary>
public sealed class AssumeRoleOptions
{
    /// <summary>The role, as <c>arn:aws:iam::222222222222:role/deployer</c>. Required.</summary>
    public string? RoleArn { get; set; }

    /// <summary>The external id the role's trust policy asks for: 2 to 1,224 characters of <c>A-Z a-z 0-9 _ + = , . @ : / -</c>.</summary>
    public string? ExternalId { get; set; }

    /// <summary>
    /// How long the session lasts: 15 minutes to 12 hours, within the role's own maximum; at most 1 hour where the caller is a role session
    /// (role chaining). Unset, AWS's one hour.
    /// </summary>
    public TimeSpan? Duration { get; set; }

    /// <summary>The session's name in CloudTrail, 2 to 64 characters of <c>A-Z a-z 0-9 _ + = , . @ -</c>. Unset, made from the connector and workspace.</summary>
    public string? SessionName { get; set; }

    /// <summary>A session policy as JSON text: the session gets no more than it allows.</summary>
    public string? SessionPolicy { get; set; }

    /// <summary>Up to 10 managed policies that limit the session likewise.</summary>
    public IList<string>? SessionPolicyArns { get; set; }

    /// <summary>Up to 50 session tags. The trust policy must allow sts:TagSession.</summary>
    public IDictionary<string, string>? Tags { get; set; }

    /// <summary>The keys of those tags that later hops inherit.</summary>
    public IList<string>? TransitiveTagKeys { get; set; }

    /// <summary>Who is behind the session, 2 to 64 characters; it cannot be changed by later hops. The trust policy must allow sts:SetSourceIdentity.</summary>
    public string? SourceIdentity { get; set; }
}

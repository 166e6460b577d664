namespace IaCMAuth;

/// <summary>Settings of <see cref="AuthMode.WebIdentity"/>.</summary>
public sealed class WebIdentityOptions
{
    /// <summary>The role to assume with the token, as <c>arn:aws:iam::111111111111:role/ci</c>. Required.</summary>
    public string? RoleArn { get; set; }

    /// <summary>Where the token comes from. Required.</summary>
    public WebIdentityTokenOptions? Token { get; set; }

    /// <summary>The audience the token must name. Unset, STS decides: continuous-integration systems choose their own.</summary>
    public string? Audience { get; set; }

    /// <summary>How long the session lasts: 15 minutes to 12 hours, within the role's own maximum. Unset, AWS's one hour.</summary>
    public TimeSpan? Duration { get; set; }

    /// <summary>The session's name in CloudTrail, 2 to 64 characters of <c>A-Z a-z 0-9 _ + = , . @ -</c>. Unset, made from the connector and workspace.</summary>
    public string? SessionName { get; set; }
}

/// <summary>Where an OIDC token comes from: exactly one of these.</summary>
public sealed class WebIdentityTokenOptions
{
    /// <summary>A file that holds the token; read at each exchange.</summary>
    public string? File { get; set; }

    /// <summary>An environment variable that holds the token; read at each exchange.</summary>
    public string? EnvironmentVariable { get; set; }

    /// <summary>A source of the application's own. Set in code only.</summary>
    public IWebIdentityTokenSource? Source { get; set; }
}

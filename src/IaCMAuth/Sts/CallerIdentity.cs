namespace IaCMAuth;

/// <summary>Who a set of credentials is, as sts:GetCallerIdentity says.</summary>
/// <param name="AccountId">The 12-digit account.</param>
/// <param name="Arn">The ARN of the user or the role session.</param>
/// <param name="UserId">AWS's unique id of the user or role session.</param>
public sealed record CallerIdentity(string AccountId, string Arn, string UserId);

using System.Globalization;
using Amazon.SecurityToken.Model;

namespace IaCMAuth.Sts;

/// <summary>Between our request and the AWS SDK's.</summary>
internal static class StsMessages
{
    public static AssumeRoleRequest AssumeRole(RoleRequest request) => new()
    {
        RoleArn = request.RoleArn,
        RoleSessionName = request.SessionName,
        ExternalId = request.ExternalId,
        DurationSeconds = request.DurationSeconds,
        Policy = request.SessionPolicy,
        PolicyArns = PolicyArns(request),
        Tags = request.Tags.IsEmpty ? null : [.. request.Tags.Select(t => new Tag { Key = t.Key, Value = t.Value })],
        TransitiveTagKeys = request.TransitiveTagKeys.IsEmpty ? null : [.. request.TransitiveTagKeys],
        SourceIdentity = request.SourceIdentity,
    };

    public static AssumeRoleWithWebIdentityRequest AssumeRoleWithWebIdentity(RoleRequest request, string token) => new()
    {
        RoleArn = request.RoleArn,
        RoleSessionName = request.SessionName,
        WebIdentityToken = token,
        DurationSeconds = request.DurationSeconds,
        Policy = request.SessionPolicy,
        PolicyArns = PolicyArns(request),
    };

    public static StsSession Session(
        Credentials? credentials, AssumedRoleUser? user, int? packedPolicySize, RoleRequest request, StsFailure failure)
    {
        if (string.IsNullOrEmpty(credentials?.AccessKeyId) || string.IsNullOrEmpty(credentials.SecretAccessKey)
            || string.IsNullOrEmpty(credentials.SessionToken) || credentials.Expiration is not { } expiration)
        {
            throw failure.Malformed("it holds no complete set of credentials");
        }

        var identity = new AwsCredentialIdentity(
            credentials.AccessKeyId,
            credentials.SecretAccessKey,
            credentials.SessionToken,
            expiration.Kind == DateTimeKind.Local ? expiration.ToUniversalTime() : DateTime.SpecifyKind(expiration, DateTimeKind.Utc),
            AccountOf(user?.Arn),
            request.RoleArn);
        return new StsSession(identity, user?.Arn, packedPolicySize);
    }

    /// <summary>The account in an ARN such as <c>arn:aws:sts::222222222222:assumed-role/deployer/session</c>.</summary>
    internal static string? AccountOf(string? arn) =>
        arn?.Split(':') is [_, _, _, _, { Length: 12 } account, ..] && long.TryParse(account, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? account
            : null;

    private static List<PolicyDescriptorType>? PolicyArns(RoleRequest request) =>
        request.SessionPolicyArns.IsEmpty ? null : [.. request.SessionPolicyArns.Select(arn => new PolicyDescriptorType { Arn = arn })];
}

namespace IaCMAuth.Sts;

/// <summary>What STS answers to an exchange of one identity for another.</summary>
internal sealed record StsSession(AwsCredentialIdentity Credentials, string? AssumedRoleArn, int? PackedPolicySizePercent);

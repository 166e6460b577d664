namespace IaCMAuth.Sts;

/// <summary>What to do about each refusal of STS.</summary>
internal static class StsRemedy
{
    public const string Network = "Check the network path to STS (DNS, proxy, VPC endpoint) and EndpointUrl or AWS_ENDPOINT_URL_STS where one is set.";

    public static string For(string code, StsFailure failure, string? message) => code switch
    {
        ErrorCodes.AccessDenied when failure.WebIdentityToken is not null =>
            $"The trust policy of {failure.RoleArn} must allow the token ({Claims(failure)}), as this statement does: {Trust(failure)}",
        ErrorCodes.AccessDenied when failure.RoleArn is not null =>
            $"The trust policy of {failure.RoleArn} must allow sts:AssumeRole to {failure.Caller?.Source ?? "the caller"} and agree on ExternalId; the caller's own policies must allow it too. "
            + "Tags need sts:TagSession and SourceIdentity needs sts:SetSourceIdentity.",
        ErrorCodes.AccessDenied => "The caller's policies must allow it.",
        ErrorCodes.WebIdentityRefused when message?.Contains("No OpenIDConnect provider", StringComparison.OrdinalIgnoreCase) is true =>
            $"Create an IAM OIDC identity provider for the token's issuer in the role's account (aws iam create-open-id-connect-provider): {Claims(failure)}.",
        ErrorCodes.WebIdentityRefused =>
            $"Compare the token with the IAM OIDC identity provider and the role's trust policy: {Claims(failure)}.",
        ErrorCodes.TokenExpired => "Let the token source issue a new token; a token file must be rotated before its exp.",
        ErrorCodes.SessionExpired => "The calling session has run out; its source must be refreshed. Check the clock if it should still be valid.",
        ErrorCodes.BaseCredentialsRefused =>
            $"Check the access key {failure.Caller?.AccessKeyId} (active, complete with its session token, of this partition) and the clock of this machine.",
        ErrorCodes.PolicyMalformed => "Correct SessionPolicy: it must be a JSON policy document.",
        ErrorCodes.PolicyTooLarge => "Shorten SessionPolicy, list fewer SessionPolicyArns or send fewer Tags.",
        ErrorCodes.RegionDisabled => "Activate STS for the region in the account's IAM settings, or set another Region.",
        ErrorCodes.RequestInvalid => "Correct the field that STS names.",
        ErrorCodes.IdentityProviderUnreachable => "AWS cannot read the issuer's discovery document or keys; check that they are public and up. It is tried again.",
        ErrorCodes.Throttled => "It is tried again with back-off; spread the calls if it persists.",
        ErrorCodes.ServerError => "It is tried again with back-off; see the AWS Health Dashboard if it persists.",
        ErrorCodes.TimedOut or ErrorCodes.Unreachable => Network,
        _ => "See AWS's message; the request id helps AWS Support.",
    };

    private static string Trust(StsFailure failure) =>
        Providers.WebIdentity.WebIdentityToken.TryParse(failure.WebIdentityToken, out var token) ? token.TrustStatement() : "none: the token cannot be read.";

    private static string Claims(StsFailure failure) =>
        Providers.WebIdentity.WebIdentityToken.TryParse(failure.WebIdentityToken, out var token) ? token.Describe() : "the token cannot be read";
}

using System.Net;

namespace IaCMAuth;

/// <summary>What an error that AWS gave a code means: its kind, our code, and whether trying again can help. The one table of it.</summary>
internal readonly record struct FailureClass(bool IsRejection, string Code, bool IsRecoverable)
{
    /// <param name="awsCode">AWS's error code, such as <c>AccessDenied</c>; blank where a server gave none.</param>
    /// <param name="status">The HTTP status; 0 where there was no answer.</param>
    /// <param name="message">AWS's message: some codes mean two things.</param>
    public static FailureClass Of(string? awsCode, HttpStatusCode status, string? message) => awsCode switch
    {
        // A server that fails may say anything; only an outage of its own, or of the identity provider, is believed.
        not ("IDPCommunicationError" or "IDPCommunicationErrorException") when (int)status >= 500 && !IsThrottling(awsCode) => Unavailable(ErrorCodes.ServerError),
        "ExpiredTokenException" or "ExpiredToken" => Rejected(ErrorCodes.TokenExpired, recoverable: true),
        "IDPCommunicationError" or "IDPCommunicationErrorException" => Unavailable(ErrorCodes.IdentityProviderUnreachable),
        "InvalidIdentityToken" or "InvalidIdentityTokenException" => IsVerificationKeyOutage(message)
            ? Unavailable(ErrorCodes.IdentityProviderUnreachable)
            : Rejected(ErrorCodes.WebIdentityRefused),
        "IDPRejectedClaim" or "IDPRejectedClaimException" => Rejected(ErrorCodes.WebIdentityRefused),
        "AccessDenied" or "AccessDeniedException" => Rejected(ErrorCodes.AccessDenied),
        "InvalidClientTokenId" or "SignatureDoesNotMatch" or "UnrecognizedClientException" or "MissingAuthenticationToken"
            => Rejected(ErrorCodes.BaseCredentialsRefused),
        "MalformedPolicyDocument" or "MalformedPolicyDocumentException" => Rejected(ErrorCodes.PolicyMalformed),
        "PackedPolicyTooLarge" or "PackedPolicyTooLargeException" => Rejected(ErrorCodes.PolicyTooLarge),
        "RegionDisabled" or "RegionDisabledException" => Rejected(ErrorCodes.RegionDisabled),
        "ValidationError" or "ValidationException" => Rejected(ErrorCodes.RequestInvalid),
        _ when IsThrottling(awsCode) => Unavailable(ErrorCodes.Throttled),
        _ => ByStatus((int)status),
    };

    private static FailureClass ByStatus(int status) => status switch
    {
        429 => Unavailable(ErrorCodes.Throttled),
        408 => Unavailable(ErrorCodes.TimedOut),
        >= 500 => Unavailable(ErrorCodes.ServerError),
        >= 400 => Rejected(ErrorCodes.Refused),
        >= 300 => Unavailable(ErrorCodes.Redirected),
        >= 200 => Unavailable(ErrorCodes.MalformedAnswer),
        _ => Unavailable(ErrorCodes.Unreachable),
    };

    private static bool IsThrottling(string? awsCode) =>
        awsCode is "RequestLimitExceeded" or "TooManyRequestsException" || awsCode?.StartsWith("Throttl", StringComparison.Ordinal) is true;

    /// <summary>STS could not reach the issuer's key set: an outage of the identity provider, under the code of a bad token.</summary>
    private static bool IsVerificationKeyOutage(string? message) =>
        message?.Contains("retrieve verification key", StringComparison.OrdinalIgnoreCase) is true;

    private static FailureClass Rejected(string code, bool recoverable = false) => new(true, code, recoverable);

    private static FailureClass Unavailable(string code) => new(false, code, true);
}

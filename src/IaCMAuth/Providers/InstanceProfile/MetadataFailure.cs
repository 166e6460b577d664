using System.Net.Sockets;

namespace IaCMAuth.Providers.InstanceProfile;

/// <summary>What can be wrong with the instance metadata service, each with its mend.</summary>
internal static class MetadataFailure
{
    private const string HopLimit =
        "In a container behind a hop limit of 1 the service never answers: aws ec2 modify-instance-metadata-options --instance-id <id> --http-put-response-hop-limit 2 --http-tokens required. "
        + "On Fargate, and where there is no EC2, there is no such service: use Irsa, Container or WebIdentity.";

    public static CredentialSourceUnavailableException Silent(Uri endpoint, Exception cause) => new(
        ErrorCodes.MetadataSilent, $"The instance metadata service at {endpoint.Authority} gave no answer to the request for a metadata token.", HopLimit, innerException: cause);

    public static CredentialSourceUnavailableException TimedOut(Uri endpoint, Exception cause) => new(
        ErrorCodes.TimedOut, $"The instance metadata service at {endpoint.Authority} did not answer in time.", "It is asked again; look at the node if it persists.", innerException: cause);

    public static CredentialSourceUnavailableException Unreachable(Uri endpoint, Exception cause) => new(
        ErrorCodes.Unreachable, $"The instance metadata service at {endpoint.Authority} cannot be reached: {Kind(cause)}.", HopLimit, innerException: cause);

    public static CredentialSourceUnavailableException ServerError(Uri endpoint, string path, int status) => new(
        ErrorCodes.ServerError, $"The instance metadata service at {endpoint.Authority} answered {path} with {status}.", "It is asked again with back-off; look at the node if it persists.");

    public static CredentialSourceUnavailableException Malformed(Uri endpoint, string path, string how) => new(
        ErrorCodes.MalformedAnswer, $"The instance metadata service at {endpoint.Authority} gave an unusable answer to {path}: {how}.", "Check that InstanceProfile:Endpoint or AWS_EC2_METADATA_SERVICE_ENDPOINT names it and that no proxy answers in its place.");

    public static CredentialSourceUnavailableException Redirected(Uri endpoint, int status) => new(
        ErrorCodes.Redirected, $"The instance metadata service at {endpoint.Authority} answered with a redirect ({status}), which is refused.", "Check that no proxy answers in its place.");

    public static CredentialRejectedException Forbidden(Uri endpoint) => new(
        ErrorCodes.MetadataForbidden, $"The instance metadata service at {endpoint.Authority} is switched off for this instance (403).", "Switch it on: aws ec2 modify-instance-metadata-options --instance-id <id> --http-endpoint enabled --http-tokens required.");

    public static CredentialRejectedException Refused(Uri endpoint, string path, int status) => new(
        ErrorCodes.Refused, $"The instance metadata service at {endpoint.Authority} refused {path} with {status}.", "Check that nothing between (such as a metadata proxy) changes the request.");

    public static CredentialConfigurationException NoRole(Uri endpoint) => new(
        ErrorCodes.NoInstanceRole, $"The instance metadata service at {endpoint.Authority} names no role.", "Attach an instance profile to the node: aws ec2 associate-iam-instance-profile --instance-id <id> --iam-instance-profile Name=<profile>.", isRecoverable: true);

    public static CredentialConfigurationException SeveralRoles(IEnumerable<string> names) => new(
        ErrorCodes.SeveralInstanceRoles, $"The instance metadata service names several roles: {string.Join(", ", names.Select(name => Quoted.Text(name)))}.", "Say which one with InstanceProfile:RoleName or AWS_EC2_INSTANCE_PROFILE_NAME.", isRecoverable: true);

    public static CredentialConfigurationException UnknownRole(string name) => new(
        ErrorCodes.InstanceRoleUnknown, $"The node has no role named '{Quoted.Text(name)}'.", "Correct InstanceProfile:RoleName or AWS_EC2_INSTANCE_PROFILE_NAME, or leave it out to take the one role there is.", isRecoverable: true);

    public static CredentialRejectedException RoleRefused(string role, string code, string? message) => new(
        ErrorCodes.InstanceRoleRefused,
        $"EC2 cannot give the node the credentials of role {Quoted.Text(role)}: {Quoted.Text(code)}{(string.IsNullOrEmpty(message) ? string.Empty : $": {Quoted.Text(message).TrimEnd('.')}")}.",
        code == "AssumeRoleUnauthorizedAccess" ? "The role's trust policy must allow sts:AssumeRole to the service ec2.amazonaws.com." : "Look at the role and the instance profile in IAM.")
    {
        AwsErrorCode = code,
        AwsMessage = message,
    };

    /// <summary>What happened, in a word and not in foreign text, which might quote the request.</summary>
    private static string Kind(Exception cause) => cause switch
    {
        HttpRequestException { InnerException: SocketException socket } => socket.SocketErrorCode.ToString(),
        HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } http => http.HttpRequestError.ToString(),
        _ => cause.GetType().Name,
    };
}

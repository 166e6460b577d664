using IaCMAuth.Providers.Metadata;

namespace IaCMAuth.Providers.Container;

/// <summary>What can be wrong with the container's endpoint, each with its mend and without the token.</summary>
internal sealed record ContainerFailure(ContainerEndpoint Endpoint, string? Token)
{
    private string What => $"The container credentials endpoint at {Endpoint.Uri.Authority}";

    public CredentialException From(Exception exception) => exception switch
    {
        TimeoutException or OperationCanceledException => new CredentialSourceUnavailableException(
            ErrorCodes.TimedOut, $"{What} did not answer in time.", "Check that the Pod Identity agent or the ECS agent runs on the node.", innerException: exception),
        InvalidDataException => Malformed(exception.Message.TrimEnd('.')),
        HttpRequestException { InnerException: CredentialException ours } => ours,
        _ => new CredentialSourceUnavailableException(
            ErrorCodes.Unreachable, $"{What} cannot be reached: {Quoted.Text(exception.Message, Token).TrimEnd('.')}.", "Check that the Pod Identity agent or the ECS agent runs on the node."),
    };

    public CredentialException From(int status, CredentialDocument document)
    {
        var said = string.Join(": ", ((string?[])[document.Code, document.Message]).Where(t => !string.IsNullOrEmpty(t)).Select(t => Quoted.Text(t, Token).TrimEnd('.')));
        var problem = $"{What} answered with {status}{(said.Length == 0 ? string.Empty : $": {said}")}.";
        return status switch
        {
            >= 500 => new CredentialSourceUnavailableException(ErrorCodes.ServerError, problem, "It is asked again with back-off; look at the agent's log if it persists.") { AwsErrorCode = document.Code },
            429 => new CredentialSourceUnavailableException(ErrorCodes.Throttled, problem, "It is asked again with back-off.") { AwsErrorCode = document.Code },
            >= 400 => new CredentialRejectedException(
                ErrorCodes.ContainerRefused, problem, "Check the authorization token, and that the service account or task is associated with a role that trusts pods.eks.amazonaws.com or ecs-tasks.amazonaws.com.")
            { AwsErrorCode = document.Code, AwsMessage = document.Message },
            >= 300 => new CredentialSourceUnavailableException(ErrorCodes.Redirected, $"{What} answered with a redirect ({status}), which is refused: it would carry the authorization token to another host.", "Name the final address."),
            _ => Malformed($"its status is {status}"),
        };
    }

    public CredentialSourceUnavailableException Malformed(string how) => new(
        ErrorCodes.MalformedAnswer, $"{What} gave an unusable answer: {how}.", $"Check that {Endpoint.Setting} names the agent and that no proxy answers in its place.");
}

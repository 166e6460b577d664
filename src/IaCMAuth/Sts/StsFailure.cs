using System.Xml;
using Amazon.Runtime;

namespace IaCMAuth.Sts;

/// <summary>Turns what the AWS SDK throws for one STS operation into one of our errors, with a mend and without a secret.</summary>
internal sealed record StsFailure(
    string Operation, StsEndpoint Endpoint, string? RoleArn, AwsCredentialIdentity? Caller = null, string? WebIdentityToken = null)
{
    public CredentialException From(Exception exception) => exception switch
    {
        CredentialException ours => ours,
        AmazonServiceException service when Find<CredentialException>(service) is { } ours => ours,
        AmazonUnmarshallingException or XmlException or FormatException => Malformed("it is not what STS answers"),
        AmazonServiceException service when IsTimeout(service) => TimedOut(service),
        AmazonServiceException service when (int)service.StatusCode is >= 200 and < 300 => Malformed("it is not what STS answers"),
        AmazonServiceException service when service.StatusCode == 0 || string.IsNullOrEmpty(service.ErrorCode) && Find<HttpRequestException>(service) is not null
            => Unreachable(service),
        AmazonServiceException service => Classified(service),
        _ when IsTimeout(exception) => TimedOut(exception),
        _ => Unreachable(exception),
    };

    /// <summary>Without the SDK's exception: it quotes the answer, which may hold half a set of credentials.</summary>
    public CredentialSourceUnavailableException Malformed(string how) => new(
        ErrorCodes.MalformedAnswer,
        $"{Endpoint} gave an unusable answer to {What}: {how}.",
        "Check that EndpointUrl or AWS_ENDPOINT_URL_STS names an STS and that no proxy answers in its place.");

    private string What => RoleArn is null ? Operation : $"{Operation} for {RoleArn}";

    private CredentialException Classified(AmazonServiceException service)
    {
        var failure = FailureClass.Of(service.ErrorCode, service.StatusCode, service.Message);
        var code = failure.Code == ErrorCodes.TokenExpired && WebIdentityToken is null ? ErrorCodes.SessionExpired : failure.Code;
        var said = Clean(service.Message);
        var problem = $"{Endpoint} refused {What}: {service.ErrorCode} ({(int)service.StatusCode}){(said.Length == 0 ? string.Empty : $": {said}")}.";
        var remedy = StsRemedy.For(code, this, service.Message);
        return failure.IsRejection
            ? new CredentialRejectedException(code, problem, remedy, failure.IsRecoverable, Safe(service))
            {
                AwsErrorCode = service.ErrorCode,
                AwsMessage = said,
                RequestId = service.RequestId,
            }
            : new CredentialSourceUnavailableException(code, problem.Replace("refused", "could not serve", StringComparison.Ordinal), remedy, failure.IsRecoverable, Safe(service))
            {
                AwsErrorCode = service.ErrorCode,
                RequestId = service.RequestId,
            };
    }

    private CredentialSourceUnavailableException TimedOut(Exception cause) => new(
        ErrorCodes.TimedOut, $"{Endpoint} did not answer {What} in time.", StsRemedy.Network, innerException: Safe(cause));

    private CredentialSourceUnavailableException Unreachable(Exception cause) => new(
        ErrorCodes.Unreachable,
        $"{Endpoint} could not be reached for {What}: {Clean((Find<HttpRequestException>(cause) ?? cause).Message)}.",
        StsRemedy.Network,
        innerException: Safe(cause));

    private string Clean(string? text) =>
        Quoted.Text(text, Caller?.SecretAccessKey, Caller?.SessionToken, WebIdentityToken).TrimEnd('.');

    /// <summary>The cause, unless a server's echo put a secret into it.</summary>
    private Exception? Safe(Exception? cause)
    {
        var text = cause?.ToString();
        return text is null || Holds(Caller?.SecretAccessKey) || Holds(Caller?.SessionToken) || Holds(WebIdentityToken) ? null : cause;

        bool Holds(string? secret) => secret is not null && text.Contains(secret, StringComparison.Ordinal);
    }

    private static bool IsTimeout(Exception exception) =>
        Find<TimeoutException>(exception) is not null || Find<OperationCanceledException>(exception) is not null;

    private static T? Find<T>(Exception? exception)
        where T : Exception
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is T found)
                return found;
        }

        return null;
    }
}

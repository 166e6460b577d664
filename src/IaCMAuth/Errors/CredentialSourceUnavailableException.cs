namespace IaCMAuth;

/// <summary>The source of credentials gave no usable answer: network, time-out, throttling, a server error, a malformed answer.</summary>
public sealed class CredentialSourceUnavailableException : CredentialException
{
    /// <summary>Creates the error.</summary>
    /// <param name="code">The code, such as <c>IACM3001</c>.</param>
    /// <param name="problem">Which source failed, and how.</param>
    /// <param name="remedy">What to do about it.</param>
    /// <param name="isRecoverable">Whether the same request may succeed later; usually so.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public CredentialSourceUnavailableException(
        string code, string problem, string remedy, bool isRecoverable = true, Exception? innerException = null)
        : base(code, problem, remedy, isRecoverable, innerException)
    {
    }

    /// <summary>AWS's error code, such as <c>Throttling</c>, where there was one.</summary>
    public string? AwsErrorCode { get; init; }

    /// <summary>AWS's request id, for a support case.</summary>
    public string? RequestId { get; init; }
}

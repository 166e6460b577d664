namespace IaCMAuth;

/// <summary>AWS, or a check made on its behalf, said no.</summary>
public sealed class CredentialRejectedException : CredentialException
{
    /// <summary>Creates the error.</summary>
    /// <param name="code">The code, such as <c>IACM2001</c>.</param>
    /// <param name="problem">What was refused, and by whom.</param>
    /// <param name="remedy">What to do about it.</param>
    /// <param name="isRecoverable">Whether the same request may succeed later.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public CredentialRejectedException(
        string code, string problem, string remedy, bool isRecoverable = false, Exception? innerException = null)
        : base(code, problem, remedy, isRecoverable, innerException)
    {
    }

    /// <summary>AWS's error code, such as <c>AccessDenied</c>, where AWS was asked.</summary>
    public string? AwsErrorCode { get; init; }

    /// <summary>AWS's own words, where AWS was asked.</summary>
    public string? AwsMessage { get; init; }

    /// <summary>AWS's request id, for a support case.</summary>
    public string? RequestId { get; init; }
}

namespace IaCMAuth;

/// <summary>One way of getting AWS credentials.</summary>
/// <remarks>
/// Implementations are safe for parallel callers, honour cancellation, and report a true UTC expiration.
/// They fail with a <see cref="CredentialException"/>; the pipeline wraps anything else.
/// </remarks>
public interface ICredentialProvider
{
    /// <summary>Gets credentials that are usable now.</summary>
    /// <param name="cancellationToken">Ends this caller's wait. Work shared with other callers goes on.</param>
    /// <returns>The credentials, with their expiration where they have one.</returns>
    /// <exception cref="CredentialException">The credentials could not be obtained; the message names the cause and the mend.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    ValueTask<AwsCredentialIdentity> GetCredentialsAsync(CancellationToken cancellationToken = default);
}

namespace IaCMAuth;

/// <summary>A provider that keeps what it got, refreshes it in time, and can be told that AWS rejected it.</summary>
/// <remarks>
/// Disposing of it ends its background work and lets waiting callers go with an <see cref="ObjectDisposedException"/>. One that came from
/// <see cref="ICredentialProviderFactory"/> belongs to the factory; disposing of it does nothing.
/// </remarks>
public interface ICachedCredentialProvider : ICredentialProvider, IAsyncDisposable
{
    /// <summary>Gets credentials that stay valid for at least the given time: for a long apply, or a presigned URL.</summary>
    /// <param name="minimumRemainingLife">How long they must still be valid; refreshed first where the held ones fall short.</param>
    /// <param name="cancellationToken">Ends this caller's wait. Work shared with other callers goes on.</param>
    /// <exception cref="CredentialSourceUnavailableException">The source cannot give as much (<c>IACM3010</c>), or gave no answer.</exception>
    /// <exception cref="CredentialException">The credentials could not be obtained.</exception>
    ValueTask<AwsCredentialIdentity> GetCredentialsAsync(TimeSpan minimumRemainingLife, CancellationToken cancellationToken = default);

    /// <summary>
    /// Says that a service rejected these credentials (<c>ExpiredToken</c>, <c>ExpiredTokenException</c>, <c>InvalidToken</c>; not <c>AccessDenied</c>).
    /// The next call waits for new ones.
    /// </summary>
    /// <param name="rejectedAccessKeyId">The access key id the rejected request was signed with. Nothing happens when it is no longer the held one.</param>
    void Invalidate(string rejectedAccessKeyId);

    /// <summary>How things stand, without asking the source.</summary>
    CredentialHealth GetHealth();
}

namespace IaCMAuth;

/// <summary>Whether credentials can be had, in the order of badness.</summary>
public enum CredentialHealthStatus
{
    /// <summary>Nobody has asked yet, or not for a long time.</summary>
    Unused,

    /// <summary>Valid credentials are held, and the last refresh went well.</summary>
    Healthy,

    /// <summary>Callers are served, but the last refresh failed or a service rejected what is held.</summary>
    Degraded,

    /// <summary>There is nothing to serve.</summary>
    Unhealthy,
}

/// <summary>The state of cached credentials at one moment, for health checks and diagnosis. Holds no secret.</summary>
/// <param name="Status">The verdict.</param>
/// <param name="Expiration">When the held credentials expire (UTC); null where there are none, or they do not.</param>
/// <param name="RefreshDue">When they are due for a refresh in the background (UTC).</param>
/// <param name="RetryAt">Until when the source is left alone after a failure (UTC).</param>
/// <param name="LastFailure">The failure of the latest refresh; null where it went well.</param>
public sealed record CredentialHealth(
    CredentialHealthStatus Status, DateTimeOffset? Expiration, DateTimeOffset? RefreshDue, DateTimeOffset? RetryAt, CredentialException? LastFailure);

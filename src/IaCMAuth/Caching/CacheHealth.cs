namespace IaCMAuth.Caching;

/// <summary>What the state of a cache means for the health of whoever depends on it.</summary>
internal static class CacheHealth
{
    public static CredentialHealth Of(in RefreshState state, DateTimeOffset now)
    {
        var held = state.Held;
        var isExpiring = held is not null && held.ExpiresAt != DateTimeOffset.MaxValue;
        return new CredentialHealth(
            StatusOf(state, now),
            isExpiring ? held!.ExpiresAt : null,
            isExpiring ? held!.AdvisoryAt : null,
            state.LastFailure is not null && now < state.QuietUntil ? state.QuietUntil : null,
            state.LastFailure);
    }

    /// <summary>The worst of several, for a connector with many identities.</summary>
    public static CredentialHealth Worst(IEnumerable<CredentialHealth> healths) =>
        healths.MaxBy(h => h.Status) ?? new CredentialHealth(CredentialHealthStatus.Unused, Expiration: null, RefreshDue: null, RetryAt: null, LastFailure: null);

    private static CredentialHealthStatus StatusOf(in RefreshState state, DateTimeOffset now)
    {
        if (state.LastFailure is null)
            return state.Held is null || now >= state.Held.ExpiresAt ? CredentialHealthStatus.Unused : state.IsRejected ? CredentialHealthStatus.Degraded : CredentialHealthStatus.Healthy;
        var isRaised = state.Held is null || now >= state.Held.UnusableAt || (!state.LastFailure.IsRecoverable && (state.IsRejected || now >= state.Held.MandatoryAt));
        return isRaised ? CredentialHealthStatus.Unhealthy : CredentialHealthStatus.Degraded;
    }
}

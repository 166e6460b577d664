namespace IaCMAuth.Caching;

/// <summary>What a caller gets.</summary>
internal enum RefreshDecision
{
    /// <summary>The held credentials; the source is left alone.</summary>
    Serve,

    /// <summary>The held credentials, and a refresh begins in the background.</summary>
    ServeAndRefresh,

    /// <summary>The result of the one refresh, joined or begun.</summary>
    Join,

    /// <summary>The last failure, again, without asking the source.</summary>
    RaiseAgain,
}

/// <summary>Everything the decision depends on.</summary>
/// <param name="Held">What is held, if anything.</param>
/// <param name="IsRejected">Whether a service rejected it.</param>
/// <param name="LastFailure">The failure of the latest attempt, if it failed.</param>
/// <param name="QuietUntil">Until when the source is left alone while there is something to serve.</param>
/// <param name="RaiseUntil">Until when a failure is raised again.</param>
internal readonly record struct RefreshState(
    HeldCredentials? Held, bool IsRejected, CredentialException? LastFailure, DateTimeOffset QuietUntil, DateTimeOffset RaiseUntil)
{
    /// <summary>The decision, as a pure rule; the design note beside this file has its diagram.</summary>
    public RefreshDecision Decide(DateTimeOffset now)
    {
        if (Held is null || now >= Held.UnusableAt)
            return LastFailure is not null && now < RaiseUntil ? RefreshDecision.RaiseAgain : RefreshDecision.Join;

        if (now < Held.AdvisoryAt && !IsRejected)
            return RefreshDecision.Serve;

        if (now < Held.MandatoryAt && !IsRejected)
            return now < QuietUntil ? RefreshDecision.Serve : RefreshDecision.ServeAndRefresh;

        if (LastFailure is { IsRecoverable: false })
            return now < RaiseUntil ? RefreshDecision.RaiseAgain : RefreshDecision.Join;

        return now < QuietUntil ? RefreshDecision.Serve : RefreshDecision.Join;
    }

    /// <summary>The instant after <paramref name="now"/> at which the decision can change.</summary>
    public DateTimeOffset NextChange(DateTimeOffset now)
    {
        var next = DateTimeOffset.MaxValue;
        foreach (var instant in (ReadOnlySpan<DateTimeOffset>)[Held?.AdvisoryAt ?? next, Held?.MandatoryAt ?? next, Held?.UnusableAt ?? next, QuietUntil, RaiseUntil])
        {
            if (instant > now && instant < next)
                next = instant;
        }

        return next;
    }
}

namespace IaCMAuth.Caching;

/// <summary>The rules of time: windows, back-off, spacing and the staleness cap. Pure but for the dice, which tests bring along.</summary>
internal sealed class RefreshPolicy
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LowestCap = TimeSpan.FromSeconds(300);
    private static readonly TimeSpan HighestCap = TimeSpan.FromSeconds(600);
    private static readonly TimeSpan ShortestSpacing = TimeSpan.FromSeconds(1);

    private readonly CredentialCacheOptions _options;
    private readonly Func<double> _dice;

    /// <param name="options">The windows; checked already.</param>
    /// <param name="maxStaleness">The cap on serving expired credentials.</param>
    /// <param name="dice">A number from 0 up to 1 at each call.</param>
    public RefreshPolicy(CredentialCacheOptions options, TimeSpan maxStaleness, Func<double> dice)
    {
        _options = options;
        _dice = dice;
        MaxStaleness = maxStaleness;
    }

    public TimeSpan MaxStaleness { get; }

    public TimeSpan RefreshTimeout => _options.RefreshTimeout;

    public TimeSpan IdleTimeout => _options.IdleTimeout;

    /// <summary>Where the cap on one identity's back-off lies, drawn once for each.</summary>
    public TimeSpan DrawBackoffCap() => LowestCap + (_dice() * (HighestCap - LowestCap));

    /// <summary>The advisory window by lifetime at the time of fetch, before jitter.</summary>
    public TimeSpan AdvisoryWindow(TimeSpan lifetime) => _options.AdvisoryWindow ?? TimeSpan.FromMinutes(lifetime.TotalMinutes switch
    {
        <= 20 => 5,
        < 90 => 15,
        _ => 60,
    });

    /// <summary>The instants at which credentials fetched now change their state.</summary>
    public HeldCredentials Hold(AwsCredentialIdentity identity, DateTimeOffset now)
    {
        if (identity.Expiration is not { } expiration)
            return HeldCredentials.Forever(identity);
        var advisory = AdvisoryWindow(expiration - now);
        var mandatory = advisory < _options.MandatoryWindow ? advisory : _options.MandatoryWindow;
        var jittered = advisory - (_options.AdvisoryJitter * _dice() * advisory);
        return new HeldCredentials(
            identity,
            AdvisoryAt: Before(expiration, jittered < mandatory ? mandatory : jittered),
            MandatoryAt: Before(expiration, mandatory),
            ExpiresAt: expiration,
            UnusableAt: MaxStaleness < DateTimeOffset.MaxValue - expiration ? expiration + MaxStaleness : DateTimeOffset.MaxValue);
    }

    /// <summary>
    /// How long to leave the source alone after a failure: 15 s doubled each time up to the cap, halved at random, and never past a
    /// quarter of the life that is left, so that short-lived credentials get several tries.
    /// </summary>
    public TimeSpan Backoff(int failures, TimeSpan cap, TimeSpan? remaining)
    {
        if (_options.RefreshBackoff is { } given)
            return given;
        var doubled = FirstDelay * Math.Pow(2, Math.Clamp(failures - 1, 0, 16));
        var delay = (doubled < cap ? doubled : cap) * (0.5 + (0.5 * _dice()));
        if (remaining is { } left && left > TimeSpan.Zero && left / 4 < delay)
            delay = left / 4;
        return delay > ShortestSpacing ? delay : ShortestSpacing;
    }

    /// <summary>How long a refusal is remembered and raised again without asking: 1 to 5 s.</summary>
    public TimeSpan RefusalMemory() => TimeSpan.FromSeconds(1 + (4 * _dice()));

    /// <summary>How long a recoverable failure is shared by callers that find nothing to serve: at most one attempt a second.</summary>
    public static TimeSpan FailureMemory => ShortestSpacing;

    /// <summary>After an answer that changes little: at most one attempt for each eighth of the life left, and for each second.</summary>
    public static TimeSpan Spacing(TimeSpan? remaining) =>
        remaining is { } left && left / 8 > ShortestSpacing ? left / 8 : ShortestSpacing;

    private static DateTimeOffset Before(DateTimeOffset expiration, TimeSpan window) =>
        window < expiration - DateTimeOffset.MinValue ? expiration - window : DateTimeOffset.MinValue;
}

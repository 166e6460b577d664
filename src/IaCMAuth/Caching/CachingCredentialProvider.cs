using IaCMAuth.Diagnostics;
using IaCMAuth.Providers;
using IaCMAuth.Sts;

namespace IaCMAuth.Caching;

/// <summary>
/// Keeps the credentials of one source: a hit reads one snapshot and one cheap clock; everything else is decided under a lock by
/// <see cref="RefreshState.Decide"/> and fetched by at most one flight, which belongs to no caller. The design note beside this file has the diagram.
/// </summary>
internal sealed class CachingCredentialProvider : ICachedCredentialProvider, ISourceTraits
{
    /// <summary>Wall-clock truth is looked at this often at least: a machine may have slept, or its clock been set.</summary>
    private const long LongestHitMilliseconds = 1000;

    private readonly ICredentialProvider _source;
    private readonly RefreshPolicy _policy;
    private readonly BackgroundRefreshes _background;
    private readonly CacheClock _clock;
    private readonly RefreshReport _report;
    private readonly TimeSpan _backoffCap;
    private readonly CancellationTokenSource _disposal = new();
    private readonly CancellationToken _stopping;
    private readonly Lock _gate = new();

    private volatile HeldCredentials? _held;
    private volatile CredentialException? _lastFailure;
    private long _tokenSeenAt = long.MinValue;

    // Guarded by _gate.
    private Flight? _flight;
    private ITimer? _idleTimer;
    private long _generation;
    private bool _isRejected;
    private bool _isRepeat;
    private bool _isStaleReported;
    private bool _isDisposed;
    private int _failures;
    private DateTimeOffset _quietUntil;
    private DateTimeOffset _raiseUntil;
    private DateTimeOffset _lastUsed;

    public CachingCredentialProvider(
        ICredentialProvider source, RefreshPolicy policy, TimeProvider time, RefreshReport report, BackgroundRefreshes? background = null)
    {
        _source = source;
        _policy = policy;
        _background = background ?? BackgroundRefreshes.OfProcess;
        _clock = new CacheClock(time);
        _report = report;
        _backoffCap = policy.DrawBackoffCap();
        _stopping = _disposal.Token;
    }

    public bool YieldsRoleSession => Traits is { YieldsRoleSession: true };

    public TimeSpan DefaultMaxStaleness => TimeSpan.Zero;

    public IStsConnection? Sts => Traits?.Sts;

    public IRefusedToken? RefusedToken => Traits?.RefusedToken;

    public string Connector => _report.Connector;

    private ISourceTraits? Traits => _source as ISourceTraits;

    public ValueTask<AwsCredentialIdentity> GetCredentialsAsync(CancellationToken cancellationToken = default) =>
        _held is { } held && _clock.Milliseconds < held.HitUntil && !cancellationToken.IsCancellationRequested
            ? new ValueTask<AwsCredentialIdentity>(held.Identity)
            : LookAsync(TimeSpan.Zero, cancellationToken);

    public ValueTask<AwsCredentialIdentity> GetCredentialsAsync(TimeSpan minimumRemainingLife, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumRemainingLife, TimeSpan.Zero);
        return LookAsync(minimumRemainingLife, cancellationToken);
    }

    public void Invalidate(string rejectedAccessKeyId)
    {
        ArgumentException.ThrowIfNullOrEmpty(rejectedAccessKeyId);
        lock (_gate)
        {
            if (_isRejected || _held is not { } held || held.Identity.AccessKeyId != rejectedAccessKeyId)
                return;
            _isRejected = true;
            _generation++;
            if (_lastFailure is null && !_isRepeat)
                _quietUntil = default;
            held.HitUntil = long.MinValue;
        }

        Invalidations.Add();
        _report.Invalidated(rejectedAccessKeyId);
    }

    public CredentialHealth GetHealth()
    {
        lock (_gate)
            return CacheHealth.Of(State, _clock.UtcNow);
    }

    /// <summary>How long what is held is still good; null where nothing is, or it does not expire.</summary>
    public TimeSpan? RemainingLife() => _held?.Remaining(_clock.UtcNow);

    public async ValueTask DisposeAsync()
    {
        Flight? flight;
        lock (_gate)
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            flight = _flight;
            StopIdleTimer();
            if (_held is { } held)
                held.HitUntil = long.MinValue;
        }

        // Waiters are let go at once; the source is told to stop, but nobody waits for it.
        flight?.TryStart();
        flight?.Fail(new ObjectDisposedException(nameof(ICachedCredentialProvider)));
        await _disposal.CancelAsync().ConfigureAwait(false);
        _disposal.Dispose();
    }

    private RefreshState State => new(_held, _isRejected, _lastFailure, _quietUntil, _raiseUntil);

    private ValueTask<AwsCredentialIdentity> LookAsync(TimeSpan minimumLife, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<AwsCredentialIdentity>(cancellationToken);
        EndBackoffOfReplacedToken();
        lock (_gate)
        {
            if (_isDisposed)
                return ValueTask.FromException<AwsCredentialIdentity>(new ObjectDisposedException(nameof(ICachedCredentialProvider)));
            var now = _lastUsed = _clock.UtcNow;
            var decision = State.Decide(now);
            if (decision == RefreshDecision.RaiseAgain)
                return ValueTask.FromException<AwsCredentialIdentity>(_lastFailure!);
            if (decision == RefreshDecision.ServeAndRefresh)
                BeginInBackground();
            if (decision != RefreshDecision.Join && _held!.Lasts(minimumLife, now))
                return Serve(now);
            if (decision != RefreshDecision.Join && now < _quietUntil)
                return ValueTask.FromException<AwsCredentialIdentity>(TooShort(minimumLife, _held!.Remaining(now)));
            var flight = JoinFlight();
            return WaitAsync(flight, isSuperseded: flight.Generation < _generation, minimumLife, cancellationToken);
        }
    }

    private ValueTask<AwsCredentialIdentity> Serve(DateTimeOffset now)
    {
        var held = _held!;
        ReportStaleness(held, now);
        AllowHits(held, State.NextChange(now) - now);
        return new ValueTask<AwsCredentialIdentity>(held.Identity);
    }

    private void AllowHits(HeldCredentials held, TimeSpan untilChange) =>
        held.HitUntil = _clock.Milliseconds + (long)Math.Min(untilChange.TotalMilliseconds, LongestHitMilliseconds);

    /// <summary>Once for each back-off.</summary>
    private void ReportStaleness(HeldCredentials held, DateTimeOffset now)
    {
        if (_isStaleReported || now < held.ExpiresAt)
            return;
        _isStaleReported = true;
        _report.ServingStale(held.ExpiresAt);
    }

    private void BeginInBackground()
    {
        if (_flight is not null)
            return;
        var flight = _flight = new Flight(_generation, "advisory");
        _background.Run(_report.Connector, () => flight.TryStart() ? FlyAsync(flight) : Task.CompletedTask);
    }

    /// <summary>The flight there is, or a new one; started now, since somebody waits for it.</summary>
    private Flight JoinFlight()
    {
        var flight = _flight ??= new Flight(_generation, _held is null ? "empty" : _isRejected ? "rejected" : "mandatory");
        // Detached from the caller: neither its cancellation nor its context belongs to the others who wait.
        if (flight.TryStart())
            ThreadPool.UnsafeQueueUserWorkItem(static work => _ = work.Cache.FlyAsync(work.Flight), (Cache: this, Flight: flight), preferLocal: false);
        return flight;
    }

    private async ValueTask<AwsCredentialIdentity> WaitAsync(
        Flight flight, bool isSuperseded, TimeSpan minimumLife, CancellationToken cancellationToken)
    {
        var landing = flight.Landing.WaitAsync(cancellationToken);
        if (isSuperseded)
        {
            // It began before the rejection this caller knows of: let it end, then look again.
            await ((Task)landing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            return await LookAsync(minimumLife, cancellationToken).ConfigureAwait(false);
        }

        var identity = await landing.ConfigureAwait(false);
        var now = _clock.UtcNow;
        if (minimumLife == TimeSpan.Zero || identity.Expiration is not { } expiration || expiration - now >= minimumLife)
            return identity;
        LeaveQuiet(now, expiration - now);
        throw TooShort(minimumLife, expiration - now);
    }

    /// <summary>The source gives no more than this: whoever asks for more is told so without another attempt for a while.</summary>
    private void LeaveQuiet(DateTimeOffset now, TimeSpan remaining)
    {
        lock (_gate)
        {
            if (_quietUntil < now + RefreshPolicy.Spacing(remaining))
                _quietUntil = now + RefreshPolicy.Spacing(remaining);
        }
    }

    private async Task FlyAsync(Flight flight)
    {
        using var refresh = _report.Begin(flight.Trigger, _clock.Time);
        try
        {
            var identity = await FetchAsync().ConfigureAwait(false);
            Succeed(flight, identity, refresh);
        }
#pragma warning disable CA1031 // Nothing may escape: waiters get it as the flight's result.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(flight, SourceFailure.From(exception, _report.Name, _policy.RefreshTimeout), refresh);
        }
    }

    private async Task<AwsCredentialIdentity> FetchAsync()
    {
        using var timeout = new CancellationTokenSource(_policy.RefreshTimeout, _clock.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _stopping);
        var fetch = _source.GetCredentialsAsync(either.Token).AsTask();
        // A source that ignores its token is left behind, and whatever it ends with is observed.
        _ = fetch.ContinueWith(static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return await fetch.WaitAsync(either.Token).ConfigureAwait(false) ?? throw SourceFailure.Null(_report.Name);
    }

    private void Succeed(Flight flight, AwsCredentialIdentity identity, RefreshReport.Refresh refresh)
    {
        var now = _clock.UtcNow;
        if (identity.Expiration <= now)
        {
            Fail(flight, Expiry.Passed(_report.Name, identity.Expiration.Value), refresh);
            return;
        }

        bool isCurrent;
        lock (_gate)
        {
            _flight = null;
            isCurrent = flight.Generation == _generation && !_isDisposed;
            if (isCurrent)
                Keep(_policy.Hold(identity, now), now);
        }

        if (isCurrent)
            refresh.Succeeded(identity);
        else
            refresh.Superseded();
        flight.Land(identity);
    }

    private void Keep(HeldCredentials held, DateTimeOffset now)
    {
        _isRepeat = held.IsSameAs(_held);
        Forget();
        if (_isRepeat || now >= held.AdvisoryAt)
            _quietUntil = now + RefreshPolicy.Spacing(held.Remaining(now));
        _held = held;
        AllowHits(held, State.NextChange(now) - now);
        StartIdleTimer();
    }

    private void Fail(Flight flight, Exception exception, RefreshReport.Refresh refresh)
    {
        var now = _clock.UtcNow;
        AwsCredentialIdentity? fallback = null;
        lock (_gate)
        {
            _flight = null;
            if (exception is CredentialException { IsRecoverable: true } recoverable && _held is { } held)
            {
                fallback = now < held.UnusableAt ? held.Identity : null;
                exception = now < held.UnusableAt || _policy.MaxStaleness == TimeSpan.Zero ? recoverable : SourceFailure.TooStale(_report.Name, held, recoverable);
                if (fallback is not null)
                    ReportStaleness(held, now);
            }

            if (exception is CredentialException failure && flight.Generation == _generation && !_isDisposed)
                Remember(failure, now);
        }

        refresh.Failed(exception, fallback is null ? null : _quietUntil);
        if (fallback is null)
            flight.Fail(exception);
        else
            flight.Land(fallback);
    }

    private void Remember(CredentialException failure, DateTimeOffset now)
    {
        _lastFailure = failure;
        _isStaleReported = false;
        _quietUntil = now + _policy.Backoff(++_failures, _backoffCap, _held?.Remaining(now));
        _raiseUntil = now + (failure.IsRecoverable ? RefreshPolicy.FailureMemory : _policy.RefusalMemory());
    }

    private void Forget()
    {
        _quietUntil = default;
        _raiseUntil = default;
        _lastFailure = null;
        _failures = 0;
        _isRejected = false;
        _isStaleReported = false;
    }

    /// <summary>A token that has been replaced since it was refused deserves another attempt at once. Looks at most once a second, and not under the lock.</summary>
    private void EndBackoffOfReplacedToken()
    {
        if (_lastFailure is not { Code: ErrorCodes.TokenExpired } failure || RefusedToken is not { } token)
            return;
        var (seen, now) = (Volatile.Read(ref _tokenSeenAt), _clock.Milliseconds);
        if (now - LongestHitMilliseconds < seen || Interlocked.CompareExchange(ref _tokenSeenAt, now, seen) != seen || !token.HasBeenReplaced())
            return;
        lock (_gate)
        {
            if (ReferenceEquals(_lastFailure, failure))
                (_quietUntil, _raiseUntil, _failures) = (default, default, 0);
        }
    }

    private void StartIdleTimer()
    {
        if (_idleTimer is not null || _policy.IdleTimeout == Timeout.InfiniteTimeSpan)
            return;
        using (ExecutionContext.SuppressFlow())
            _idleTimer = _clock.Time.CreateTimer(static cache => ((CachingCredentialProvider)cache!).DropIfIdle(), this, _policy.IdleTimeout, Timeout.InfiniteTimeSpan);
    }

    private void StopIdleTimer()
    {
        _idleTimer?.Dispose();
        _idleTimer = null;
    }

    /// <summary>Credentials that nobody asks for are not kept: they cost memory, and a secret is best not held.</summary>
    private void DropIfIdle()
    {
        lock (_gate)
        {
            var left = _lastUsed + _policy.IdleTimeout - _clock.UtcNow;
            if (left > TimeSpan.Zero || _flight is not null)
            {
                _idleTimer?.Change(left > TimeSpan.Zero ? left : _policy.RefreshTimeout, Timeout.InfiniteTimeSpan);
                return;
            }

            StopIdleTimer();
            Forget();
            _generation++;
            _held = null;
        }

        _report.Evicted();
    }

    private static CredentialSourceUnavailableException TooShort(TimeSpan wanted, TimeSpan? left) => new(
        ErrorCodes.LifeTooShort,
        $"Credentials valid for at least {wanted} were asked for, and the source gives {left}.",
        "Ask for less, or raise Duration and the role's maximum session duration (role chaining ends at one hour).");
}

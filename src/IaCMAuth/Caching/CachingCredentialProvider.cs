using IaCMAuth.Diagnostics;
using IaCMAuth.Providers;

namespace IaCMAuth.Caching;

/// <summary>
/// Keeps the credentials of one source: a hit reads one snapshot and one cheap clock; everything else is decided under a lock by
/// <see cref="RefreshState.Decide"/> and fetched by at most one flight, which belongs to no caller.
/// </summary>
internal sealed class CachingCredentialProvider : ICachedCredentialProvider
{
    /// <summary>Wall-clock truth is looked at least this often: a machine may have slept, or its clock been set.</summary>
    private const long LongestHitMilliseconds = 1000;

    private readonly ICredentialProvider _source;
    private readonly RefreshPolicy _policy;
    private readonly CacheClock _clock;
    private readonly RefreshReport _report;
    private readonly TimeSpan _backoffCap;
    private readonly CancellationTokenSource _disposal = new();
    private readonly CancellationToken _stopping;
    private readonly Lock _gate = new();

    private volatile HeldCredentials? _held;

    // Guarded by _gate.
    private Flight? _flight;
    private long _generation;
    private bool _isRejected;
    private bool _isRepeat;
    private bool _isDisposed;
    private int _failures;
    private CredentialException? _lastFailure;
    private DateTimeOffset _quietUntil;
    private DateTimeOffset _raiseUntil;

    public CachingCredentialProvider(ICredentialProvider source, RefreshPolicy policy, TimeProvider time, RefreshReport report)
    {
        _source = source;
        _policy = policy;
        _clock = new CacheClock(time);
        _report = report;
        _backoffCap = policy.DrawBackoffCap();
        _stopping = _disposal.Token;
    }

    public ICredentialProvider Source => _source;

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

    public async ValueTask DisposeAsync()
    {
        Flight? flight;
        lock (_gate)
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            flight = _flight;
            if (_held is { } held)
                held.HitUntil = long.MinValue;
        }

        // Waiters are let go at once; the source is told to stop, but nobody waits for it.
        flight?.Fail(new ObjectDisposedException(nameof(ICachedCredentialProvider)));
        await _disposal.CancelAsync().ConfigureAwait(false);
        _disposal.Dispose();
    }

    private ValueTask<AwsCredentialIdentity> LookAsync(TimeSpan minimumLife, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<AwsCredentialIdentity>(cancellationToken);
        lock (_gate)
        {
            if (_isDisposed)
                return ValueTask.FromException<AwsCredentialIdentity>(new ObjectDisposedException(nameof(ICachedCredentialProvider)));
            var now = _clock.UtcNow;
            var state = new RefreshState(_held, _isRejected, _lastFailure, _quietUntil, _raiseUntil);
            var decision = state.Decide(now);
            if (decision == RefreshDecision.RaiseAgain)
                return ValueTask.FromException<AwsCredentialIdentity>(_lastFailure!);
            if (decision == RefreshDecision.ServeAndRefresh)
                _ = JoinFlight("advisory");
            if (decision != RefreshDecision.Join && _held!.Lasts(minimumLife, now))
                return Serve(state, now);
            if (decision != RefreshDecision.Join && now < _quietUntil)
                return ValueTask.FromException<AwsCredentialIdentity>(TooShort(minimumLife, _held!.Remaining(now)));
            var flight = JoinFlight(_held is null ? "empty" : _isRejected ? "rejected" : "mandatory");
            return WaitAsync(flight, isSuperseded: flight.Generation < _generation, minimumLife, cancellationToken);
        }
    }

    private ValueTask<AwsCredentialIdentity> Serve(in RefreshState state, DateTimeOffset now)
    {
        AllowHits(_held!, state.NextChange(now) - now);
        return new ValueTask<AwsCredentialIdentity>(_held!.Identity);
    }

    private void AllowHits(HeldCredentials held, TimeSpan untilChange) =>
        held.HitUntil = _clock.Milliseconds + (long)Math.Min(untilChange.TotalMilliseconds, LongestHitMilliseconds);

    private Flight JoinFlight(string trigger)
    {
        if (_flight is { } current)
            return current;
        var flight = _flight = new Flight(_generation);
        // Detached from the caller: neither its cancellation nor its context belongs to the others who wait.
        ThreadPool.UnsafeQueueUserWorkItem(static work => _ = work.Cache.FlyAsync(work.Flight, work.Trigger), (Cache: this, Flight: flight, Trigger: trigger), preferLocal: false);
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

    private async Task FlyAsync(Flight flight, string trigger)
    {
        using var refresh = _report.Begin(trigger, _clock.Time);
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
        _quietUntil = _isRepeat || now >= held.AdvisoryAt ? now + RefreshPolicy.Spacing(held.Remaining(now)) : default;
        _raiseUntil = default;
        _lastFailure = null;
        _failures = 0;
        _isRejected = false;
        AllowHits(held, new RefreshState(held, IsRejected: false, LastFailure: null, _quietUntil, _raiseUntil).NextChange(now) - now);
        _held = held;
    }

    private void Fail(Flight flight, Exception exception, RefreshReport.Refresh refresh)
    {
        var now = _clock.UtcNow;
        AwsCredentialIdentity? fallback = null;
        var delay = TimeSpan.Zero;
        lock (_gate)
        {
            _flight = null;
            if (exception is CredentialException failure && flight.Generation == _generation)
                delay = Remember(failure, now);
            if (exception is CredentialException { IsRecoverable: true } && _held is { } held && now < held.UnusableAt)
                fallback = held.Identity;
        }

        refresh.Failed(exception, delay, fallback, now);
        if (fallback is null)
            flight.Fail(exception);
        else
            flight.Land(fallback);
    }

    private TimeSpan Remember(CredentialException failure, DateTimeOffset now)
    {
        _lastFailure = failure;
        var delay = _policy.Backoff(++_failures, _backoffCap, _held?.Remaining(now));
        _quietUntil = now + delay;
        _raiseUntil = now + (failure.IsRecoverable ? RefreshPolicy.FailureMemory : _policy.RefusalMemory());
        return delay;
    }

    private static CredentialSourceUnavailableException TooShort(TimeSpan wanted, TimeSpan? left) => new(
        ErrorCodes.LifeTooShort,
        $"Credentials valid for at least {wanted} were asked for, and the source gives {left}.",
        "Ask for less, or raise Duration and the role's maximum session duration (role chaining ends at one hour).");
}

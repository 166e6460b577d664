namespace IaCMAuth.Caching;

/// <summary>One refresh, queued or under way, shared by everybody who waits for it.</summary>
internal sealed class Flight(long generation, string trigger)
{
    // Asynchronous continuations: a thousand waiters must not run one after another on the thread that lands the flight.
    private readonly TaskCompletionSource<AwsCredentialIdentity> _landing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _hasStarted;

    /// <summary>Which rejections and changes it knows of.</summary>
    public long Generation => generation;

    /// <summary>Why it began, for the reports.</summary>
    public string Trigger => trigger;

    public Task<AwsCredentialIdentity> Landing => _landing.Task;

    /// <summary>True for the one who is to fly it: a queued refresh may be started sooner by somebody who waits for it.</summary>
    public bool TryStart() => Interlocked.Exchange(ref _hasStarted, 1) == 0;

    public void Land(AwsCredentialIdentity identity) => _landing.TrySetResult(identity);

    public void Fail(Exception exception)
    {
        _landing.TrySetException(exception);
        _ = _landing.Task.Exception; // Observed: a background refresh may have nobody waiting.
    }
}

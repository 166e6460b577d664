namespace IaCMAuth.Caching;

/// <summary>One refresh under way, shared by everybody who waits for it.</summary>
internal sealed class Flight(long generation)
{
    // Asynchronous continuations: a thousand waiters must not run one after another on the thread that lands the flight.
    private readonly TaskCompletionSource<AwsCredentialIdentity> _landing = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Which rejections and changes it knows of.</summary>
    public long Generation => generation;

    public Task<AwsCredentialIdentity> Landing => _landing.Task;

    public void Land(AwsCredentialIdentity identity) => _landing.TrySetResult(identity);

    public void Fail(Exception exception)
    {
        _landing.TrySetException(exception);
        _ = _landing.Task.Exception; // Observed: a background refresh may have nobody waiting.
    }
}

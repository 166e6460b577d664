namespace IaCMAuth.Caching;

/// <summary>
/// Two clocks in one: wall-clock time, by which AWS judges expiry, and a cheap counter of milliseconds for the hit path. The counter
/// of the system costs a quarter of a call to <see cref="TimeProvider"/>; another time provider (a test's) drives both.
/// </summary>
internal readonly struct CacheClock(TimeProvider time)
{
    private readonly TimeProvider? _virtual = ReferenceEquals(time, TimeProvider.System) ? null : time;

    public TimeProvider Time => time;

    public DateTimeOffset UtcNow => time.GetUtcNow();

    public long Milliseconds => _virtual is null ? Environment.TickCount64 : VirtualMilliseconds(_virtual);

    private static long VirtualMilliseconds(TimeProvider time) => (long)time.GetElapsedTime(0).TotalMilliseconds;
}

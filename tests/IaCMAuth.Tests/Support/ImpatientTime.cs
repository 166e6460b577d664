using System.Collections.Concurrent;

namespace IaCMAuth.Tests.Support;

/// <summary>
/// A clock that stands at <see cref="The.Now"/> and lets every wait end at once, keeping how long it was to be. Waits longer than
/// <paramref name="longest"/> are limits, which end only when a test says so.
/// </summary>
internal sealed class ImpatientTime(TimeSpan? longest = null) : TimeProvider
{
    private readonly ConcurrentQueue<TimeSpan> _waits = new();
    private readonly List<Limit> _limits = [];

    public IReadOnlyList<TimeSpan> Waits => [.. _waits];

    public override DateTimeOffset GetUtcNow() => The.Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var limit = new Limit(this, dueTime, () => callback(state));
        if (dueTime > (longest ?? TimeSpan.MaxValue))
        {
            lock (_limits)
                _limits.Add(limit);
            return limit;
        }

        _waits.Enqueue(dueTime);
        ThreadPool.QueueUserWorkItem(_ => callback(state));
        return limit;
    }

    /// <summary>Ends the limit that would end first.</summary>
    public void EndShortestLimit()
    {
        Limit shortest;
        lock (_limits)
            shortest = _limits.MinBy(l => l.DueTime)!;
        shortest.Callback();
    }

    private sealed class Limit(ImpatientTime time, TimeSpan dueTime, Action callback) : ITimer
    {
        public TimeSpan DueTime => dueTime;

        public Action Callback => callback;

        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose()
        {
            lock (time._limits)
                time._limits.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

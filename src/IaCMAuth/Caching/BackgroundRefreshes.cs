namespace IaCMAuth.Caching;

/// <summary>
/// Bounds how many background refreshes run at once, over all caches that share it, and takes connectors in turn, so that one with a thousand identities does not
/// keep the others waiting. Refreshes that a caller waits for are not queued here.
/// </summary>
internal sealed class BackgroundRefreshes(int limit)
{
    private const string LimitSwitch = "IaCMAuth.MaxBackgroundRefreshes";
    private const int DefaultLimit = 8;

    private readonly Lock _gate = new();
    private readonly Queue<string> _turns = new();
    private readonly Dictionary<string, Queue<Func<Task>>> _waiting = new(StringComparer.Ordinal);
    private int _running;

    /// <summary>The process's own: at most 8, or what the runtime configuration knob <c>IaCMAuth.MaxBackgroundRefreshes</c> says.</summary>
    public static BackgroundRefreshes OfProcess { get; } = new(
        AppContext.GetData(LimitSwitch) is { } knob && int.TryParse(knob.ToString(), out var given) && given > 0 ? given : DefaultLimit);

    /// <param name="connector">Whose turn it takes.</param>
    /// <param name="refresh">Never throws; ends at once where the refresh has been started by somebody who waits for it.</param>
    public void Run(string connector, Func<Task> refresh)
    {
        lock (_gate)
        {
            if (_running >= limit)
            {
                Enqueue(connector, refresh);
                return;
            }

            _running++;
        }

        Start(refresh);
    }

    private void Enqueue(string connector, Func<Task> refresh)
    {
        if (!_waiting.TryGetValue(connector, out var queue))
        {
            _waiting[connector] = queue = new Queue<Func<Task>>();
            _turns.Enqueue(connector);
        }

        queue.Enqueue(refresh);
    }

    private void Start(Func<Task> refresh) =>
        ThreadPool.UnsafeQueueUserWorkItem(static work => _ = work.Self.DrainAsync(work.Refresh), (Self: this, Refresh: refresh), preferLocal: false);

    /// <summary>Runs one refresh, and then whichever waits, until none does.</summary>
    private async Task DrainAsync(Func<Task>? refresh)
    {
        for (; refresh is not null; refresh = Next())
            await refresh().ConfigureAwait(false);
    }

    private Func<Task>? Next()
    {
        lock (_gate)
        {
            if (!_turns.TryDequeue(out var connector))
            {
                _running--;
                return null;
            }

            var queue = _waiting[connector];
            var refresh = queue.Dequeue();
            if (queue.Count > 0)
                _turns.Enqueue(connector);
            else
                _waiting.Remove(connector);
            return refresh;
        }
    }
}

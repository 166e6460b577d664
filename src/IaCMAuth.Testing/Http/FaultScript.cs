namespace IaCMAuth.Testing.Http;

/// <summary>Which requests meet which fault: first those that are queued, one request each, then the standing one.</summary>
internal sealed class FaultScript
{
    private readonly Lock _gate = new();
    private readonly LinkedList<(Fault Fault, Func<LocalAwsCall, bool> When)> _queued = new();
    private (Fault Fault, Func<LocalAwsCall, bool> When)? _standing;

    public void Next(Fault fault, Func<LocalAwsCall, bool>? when = null)
    {
        lock (_gate)
            _queued.AddLast((fault, when ?? (_ => true)));
    }

    public void Always(Fault fault, Func<LocalAwsCall, bool>? when = null)
    {
        lock (_gate)
            _standing = (fault, when ?? (_ => true));
    }

    public void Clear()
    {
        lock (_gate)
        {
            _queued.Clear();
            _standing = null;
        }
    }

    public Fault? Take(LocalAwsCall call)
    {
        lock (_gate)
        {
            for (var entry = _queued.First; entry is not null; entry = entry.Next)
            {
                if (!entry.Value.When(call))
                    continue;
                _queued.Remove(entry);
                return entry.Value.Fault;
            }

            return _standing is { } standing && standing.When(call) ? standing.Fault : null;
        }
    }
}

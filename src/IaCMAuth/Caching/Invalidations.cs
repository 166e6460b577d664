namespace IaCMAuth.Caching;

/// <summary>How many invalidations this process has seen, for whoever holds on to credentials outside of a cache for a moment.</summary>
internal static class Invalidations
{
    private static int s_count;

    public static int Count => Volatile.Read(ref s_count);

    public static void Add() => Interlocked.Increment(ref s_count);
}

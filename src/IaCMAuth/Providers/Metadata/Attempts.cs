namespace IaCMAuth.Providers.Metadata;

/// <summary>How often an endpoint on the machine is asked before it counts as unavailable. Pauses double.</summary>
internal static class Attempts
{
    public const int Most = 3;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    /// <param name="ask">One attempt.</param>
    /// <param name="mostServerErrors">How many attempts may end in a server error.</param>
    /// <param name="mostTimeouts">How many may end without an answer.</param>
    /// <param name="time">The clock of the pauses.</param>
    /// <param name="cancellationToken">Ends them.</param>
    public static async Task<HttpAnswer> AskAsync(
        Func<CancellationToken, Task<HttpAnswer>> ask, int mostServerErrors, int mostTimeouts, TimeProvider time, CancellationToken cancellationToken)
    {
        var timeouts = 0;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var answer = await ask(cancellationToken).ConfigureAwait(false);
                if (answer.Status < 500 || attempt >= mostServerErrors)
                    return answer;
            }
            catch (TimeoutException) when (++timeouts < mostTimeouts && attempt < Most)
            {
                // Asked again.
            }
            catch (HttpRequestException) when (attempt < Most)
            {
                // Asked again.
            }

            await Task.Delay(FirstPause * (1 << (attempt - 1)), time, cancellationToken).ConfigureAwait(false);
        }
    }
}

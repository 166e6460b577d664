namespace IaCMAuth.Caching;

/// <summary>What came out of a source that failed, as one of our errors.</summary>
internal static class SourceFailure
{
    public static Exception From(Exception exception, string name, TimeSpan timeout) => exception switch
    {
        CredentialException ours => ours,
        OperationCanceledException => new CredentialSourceUnavailableException(
            ErrorCodes.TimedOut, $"{name} gave no credentials within {timeout.TotalSeconds:0.#} s.", "Check the network path to the source; it is asked again.", innerException: exception),
        _ => new CredentialSourceUnavailableException(
            ErrorCodes.ProviderFailed, $"{name} failed with {exception.GetType().Name}.", "See the inner exception; it is that provider's own.", innerException: exception),
    };

    public static CredentialSourceUnavailableException TooStale(string name, HeldCredentials held, CredentialException last) => new(
        ErrorCodes.TooStale,
        $"The credentials of {name} expired at {held.ExpiresAt:yyyy-MM-ddTHH:mm:ssZ} and are too old to be served; their source is still unavailable: {last.Problem}",
        last.Remedy,
        innerException: last);

    public static CredentialSourceUnavailableException Null(string name) =>
        new(ErrorCodes.MalformedAnswer, $"{name} returned null.", "A provider returns credentials or throws.");
}

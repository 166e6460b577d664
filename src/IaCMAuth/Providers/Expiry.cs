namespace IaCMAuth.Providers;

/// <summary>An answer that is already expired is no answer.</summary>
internal static class Expiry
{
    public static AwsCredentialIdentity Require(AwsCredentialIdentity identity, string who, TimeProvider time) =>
        identity.Expiration is { } expiration && expiration <= time.GetUtcNow() ? throw Passed(who, expiration) : identity;

    public static CredentialSourceUnavailableException Passed(string who, DateTimeOffset expiration) => new(
        ErrorCodes.AlreadyExpired,
        $"{who} answered with credentials that expired at {expiration:yyyy-MM-ddTHH:mm:ssZ} already.",
        "Check the clocks of this machine and of the source; the source is asked again with back-off.");
}

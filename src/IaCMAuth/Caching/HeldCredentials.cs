namespace IaCMAuth.Caching;

/// <summary>Credentials and the instants at which their state changes: fresh, advisory, mandatory, expired, unusable.</summary>
internal sealed record HeldCredentials(
    AwsCredentialIdentity Identity, DateTimeOffset AdvisoryAt, DateTimeOffset MandatoryAt, DateTimeOffset ExpiresAt, DateTimeOffset UnusableAt)
{
    private long _hitUntil = long.MinValue;

    /// <summary>Until when, on the cheap clock, a caller is served without another look.</summary>
    public long HitUntil
    {
        get => Volatile.Read(ref _hitUntil);
        set => Volatile.Write(ref _hitUntil, value);
    }

    public static HeldCredentials Forever(AwsCredentialIdentity identity) =>
        new(identity, DateTimeOffset.MaxValue, DateTimeOffset.MaxValue, DateTimeOffset.MaxValue, DateTimeOffset.MaxValue);

    public TimeSpan? Remaining(DateTimeOffset now) => ExpiresAt == DateTimeOffset.MaxValue ? null : ExpiresAt - now;

    public bool Lasts(TimeSpan minimumLife, DateTimeOffset now) =>
        minimumLife == TimeSpan.Zero || Remaining(now) is not { } left || left >= minimumLife;

    public bool IsSameAs(HeldCredentials? other) =>
        other is not null && other.Identity.AccessKeyId == Identity.AccessKeyId && other.ExpiresAt == ExpiresAt;
}

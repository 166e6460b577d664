namespace IaCMAuth;

/// <summary>How long credentials are kept and when they are refreshed. The defaults follow AWS's common refresh model.</summary>
public sealed class CredentialCacheOptions
{
    /// <summary>
    /// How long before expiry a refresh starts in the background. Unset, by the lifetime at the time of fetch: up to 20 minutes → 5; under
    /// 90 minutes → 15; longer → 60.
    /// </summary>
    public TimeSpan? AdvisoryWindow { get; set; }

    /// <summary>How long before expiry callers wait for the refresh; never longer than the advisory window. Default one minute.</summary>
    public TimeSpan MandatoryWindow { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long past expiry credentials are still served while the source is unavailable. Unset, by the source: one hour for
    /// <see cref="AuthMode.InstanceProfile"/> and <see cref="AuthMode.Container"/>, whose sources may extend them; zero for all others.
    /// <see cref="TimeSpan.MaxValue"/> means without limit.
    /// </summary>
    public TimeSpan? MaxStaleness { get; set; }

    /// <summary>How long one refresh may take. Default 30 seconds.</summary>
    public TimeSpan RefreshTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long the source is left alone after a failure that may pass, while there are credentials to serve. Unset, 15 seconds doubled with each failure up to a
    /// cap of 5 to 10 minutes, halved at random, and never past a quarter of the life that is left.
    /// </summary>
    public TimeSpan? RefreshBackoff { get; set; }

    /// <summary>
    /// After how long without a caller credentials are dropped; the next caller waits for new ones. Default one hour;
    /// <see cref="Timeout.InfiniteTimeSpan"/> keeps them.
    /// </summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// The part of the advisory window by which each identity at random refreshes later, 0 to 1, so that processes started together do
    /// not refresh together. Default a quarter.
    /// </summary>
    public double AdvisoryJitter { get; set; } = 0.25;

    internal void Validate()
    {
        Require(AdvisoryWindow is null || AdvisoryWindow >= TimeSpan.Zero, nameof(AdvisoryWindow));
        Require(MandatoryWindow >= TimeSpan.Zero, nameof(MandatoryWindow));
        Require(MaxStaleness is null || MaxStaleness >= TimeSpan.Zero, nameof(MaxStaleness));
        Require(RefreshTimeout > TimeSpan.Zero, nameof(RefreshTimeout));
        Require(RefreshBackoff is null || RefreshBackoff >= TimeSpan.Zero, nameof(RefreshBackoff));
        Require(IdleTimeout > TimeSpan.Zero || IdleTimeout == Timeout.InfiniteTimeSpan, nameof(IdleTimeout));
        Require(AdvisoryJitter is >= 0 and <= 1, nameof(AdvisoryJitter));
    }

    private static void Require(bool holds, string setting)
    {
        if (!holds)
        {
            throw new CredentialConfigurationException(new ConfigurationProblem(
                ErrorCodes.OutOfLimits, $"{nameof(CredentialCacheOptions)}.{setting}", "the value is out of range.",
                "Windows and back-off are not negative, time-outs are positive, the jitter is 0 to 1."));
        }
    }
}

namespace IaCMAuth;

/// <summary>The names under which the library reports to OpenTelemetry and other listeners.</summary>
public static class IacmAwsAuthDiagnostics
{
    /// <summary>The name of the <see cref="System.Diagnostics.ActivitySource"/>: one span for each refresh.</summary>
    public const string ActivitySourceName = "IaCMAuth";

    /// <summary>The name of the <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string MeterName = "IaCMAuth";
}

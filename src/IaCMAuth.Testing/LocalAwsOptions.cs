namespace IaCMAuth.Testing;

/// <summary>Settings of <see cref="LocalAws"/>; all optional.</summary>
public sealed class LocalAwsOptions
{
    /// <summary>The clock that expiry, signatures and tokens are judged by. Unset, the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>The region that requests are signed for. Default <c>us-east-1</c>.</summary>
    public string Region { get; set; } = "us-east-1";
}

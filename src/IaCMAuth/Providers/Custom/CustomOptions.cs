namespace IaCMAuth;

/// <summary>Settings of <see cref="AuthMode.Custom"/>.</summary>
public sealed class CustomOptions
{
    /// <summary>The name under which the application registered its provider (<c>AddCredentialProvider</c>). Required.</summary>
    public string? Provider { get; set; }
}

namespace IaCMAuth.Providers;

/// <summary>The process's environment, through a door that tests can replace. Read on use, so that a later change is seen.</summary>
internal sealed class EnvironmentVariables(Func<string, string?> read)
{
#pragma warning disable RS0030 // The one place that reads the process's environment.
    public static EnvironmentVariables OfProcess { get; } = new(Environment.GetEnvironmentVariable);
#pragma warning restore RS0030

    /// <summary>The variable's value; a blank one counts as absent, as in the AWS SDKs.</summary>
    public string? this[string name] => read(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value : null;

    /// <summary>The variable as it stands, blank or not.</summary>
    public string? Raw(string name) => read(name);
}

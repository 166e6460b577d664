namespace IaCMAuth.Providers.WebIdentity;

/// <summary>The token source that the settings name.</summary>
internal static class TokenSources
{
    public static IWebIdentityTokenSource From(WebIdentityTokenOptions options, EnvironmentVariables environment) =>
        options.Source
        ?? (options.File is { } file ? new FileTokenSource(file, "WebIdentity:Token:File") : new EnvironmentTokenSource(options.EnvironmentVariable!, environment));
}

/// <summary>A token that can be seen without asking anybody for it.</summary>
internal interface IVisibleToken
{
    /// <summary>The token there is now; null where it cannot be seen.</summary>
    string? Peek();
}

/// <summary>A token in a file that somebody else rotates.</summary>
internal sealed class FileTokenSource(string path, string setting) : IWebIdentityTokenSource, IVisibleToken
{
    public string? Peek() => TokenFile.TryRead(path)?.Trim();

    public async ValueTask<string> GetTokenAsync(CancellationToken cancellationToken = default) =>
        (await TokenFile.ReadAsync(path, setting, cancellationToken).ConfigureAwait(false)).Trim();

    public override string ToString() => $"the token file '{Quoted.Text(path)}'";
}

/// <summary>A token in an environment variable.</summary>
internal sealed class EnvironmentTokenSource(string variable, EnvironmentVariables environment) : IWebIdentityTokenSource, IVisibleToken
{
    public string? Peek() => environment[variable]?.Trim();

    public ValueTask<string> GetTokenAsync(CancellationToken cancellationToken = default) => environment[variable] is { } token
        ? ValueTask.FromResult(token.Trim())
        : throw new CredentialConfigurationException(
            ErrorCodes.TokenVariableMissing,
            $"The environment variable {Quoted.Text(variable)}, named by WebIdentity:Token:EnvironmentVariable, is not set or blank.",
            "Let the pipeline provide the OIDC token under that name, or name another variable.",
            isRecoverable: true);

    public override string ToString() => $"the environment variable {Quoted.Text(variable)}";
}

/// <summary>A token from the application's own code.</summary>
internal sealed class DelegateTokenSource(Func<CancellationToken, ValueTask<string>> getToken) : IWebIdentityTokenSource
{
    public ValueTask<string> GetTokenAsync(CancellationToken cancellationToken = default) => getToken(cancellationToken);

    public override string ToString() => "the application's token source";
}

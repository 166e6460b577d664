using IaCMAuth.Providers.WebIdentity;

namespace IaCMAuth.Providers.Container;

/// <summary>The token that the endpoint wants to see: from a file that is read each time, else from a variable, else none.</summary>
internal static class AuthorizationToken
{
    private const string FileVariable = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
    private const string TokenVariable = "AWS_CONTAINER_AUTHORIZATION_TOKEN";

    /// <exception cref="CredentialConfigurationException">The file cannot be read, or the token has a control character in it.</exception>
    public static async ValueTask<string?> ReadAsync(ContainerOptions options, EnvironmentVariables environment, CancellationToken cancellationToken)
    {
        if ((options.TokenFile ?? environment[FileVariable]) is not { } file)
            return Checked(environment[TokenVariable], TokenVariable);
        var setting = options.TokenFile is null ? FileVariable : "Container:TokenFile";
        var token = Checked(await TokenFile.ReadAsync(file, setting, cancellationToken).ConfigureAwait(false), setting);
        return string.IsNullOrEmpty(token)
            ? throw new CredentialConfigurationException(
                ErrorCodes.TokenEmpty, $"The token file '{Quoted.Text(file)}' of {setting} is empty.", "Let the agent write a token there.", isRecoverable: true)
            : token;
    }

    /// <summary>A line break inside would let the token smuggle a header in.</summary>
    private static string? Checked(string? token, string setting)
    {
        token = token?.EndsWith('\n') is true ? token[..^(token.EndsWith("\r\n", StringComparison.Ordinal) ? 2 : 1)] : token;
        return token?.Any(c => char.IsControl(c) || c > '\u007e') is true
            ? throw new CredentialConfigurationException(
                ErrorCodes.AuthorizationTokenMalformed, $"The authorization token of {setting} has a control or foreign character in it.", "Provide the token alone, on one line.", isRecoverable: true)
            : token;
    }
}

namespace IaCMAuth.Providers.WebIdentity;

/// <summary>Reads a token file as it is rotated by others: shared access, a bounded size, and an error of its own for each way it can be wrong.</summary>
internal static class TokenFile
{
    private const int LongestInBytes = 4 * WebIdentityToken.Longest;

    public static async ValueTask<string> ReadAsync(string path, string setting, CancellationToken cancellationToken)
    {
        try
        {
            var file = Open(path, FileOptions.Asynchronous);
            await using (file.ConfigureAwait(false))
                return await ReadBoundedAsync(file, path, setting, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Problem(ErrorCodes.TokenFileMissing, "does not exist", "Mount or write the token there, or correct the path.", exception);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException or ArgumentException or NotSupportedException)
        {
            throw Directory.Exists(path)
                ? Problem(ErrorCodes.TokenFileIsDirectory, "is a directory", "Name the token file inside it.", exception)
                : Problem(ErrorCodes.TokenFileUnreadable, $"cannot be read: {Quoted.Text(exception.Message)}", "Give this process read access; a pod that does not run as root needs securityContext.fsGroup.", exception);
        }

        CredentialConfigurationException Problem(string code, string what, string remedy, Exception cause) =>
            new(code, $"The token file '{Quoted.Text(path)}' of {setting} {what}.", remedy, isRecoverable: true, cause);
    }

    /// <summary>The file's text if it can be had at once; null where it cannot.</summary>
    public static string? TryRead(string path)
    {
        try
        {
            using var file = Open(path, FileOptions.None);
            var buffer = new byte[LongestInBytes];
            return System.Text.Encoding.UTF8.GetString(buffer, 0, file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static FileStream Open(string path, FileOptions options) => new(path, new FileStreamOptions
    {
        Mode = FileMode.Open,
        Access = FileAccess.Read,
        Share = FileShare.ReadWrite | FileShare.Delete,
        Options = options,
    });

    private static async ValueTask<string> ReadBoundedAsync(FileStream file, string path, string setting, CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestInBytes + 1];
        var length = await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return length <= LongestInBytes
            ? System.Text.Encoding.UTF8.GetString(buffer, 0, length)
            : throw new CredentialConfigurationException(
                ErrorCodes.TokenTooLong,
                $"The token file '{Quoted.Text(path)}' of {setting} holds more than {LongestInBytes} bytes.",
                "Name the file that holds the token and nothing else.",
                isRecoverable: true);
    }
}

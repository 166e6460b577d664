using System.Globalization;
using System.Text.RegularExpressions;

namespace IaCMAuth.Tool.Output;

/// <summary>Credentials in the formats of <c>aws configure export-credentials</c>, under the names every AWS SDK reads.</summary>
internal static partial class CredentialFormats
{
    public static string[] Names { get; } = ["process", "env", "env-no-export", "powershell", "windows-cmd"];

    public static string Format(string format, AwsCredentialIdentity identity) => format switch
    {
        "process" => Process(identity),
        "env" => Lines(identity, (name, value) => $"export {name}={(IsPlain(value) ? value : $"'{value.Replace("'", "'\\''", StringComparison.Ordinal)}'")}"),
        "env-no-export" => Lines(identity, (name, value) => $"{name}={value}"),
        "powershell" => Lines(identity, (name, value) => IsPlain(value) ? $"$Env:{name}=\"{value}\"" : $"$Env:{name}='{value.Replace("'", "''", StringComparison.Ordinal)}'"),
        "windows-cmd" => Lines(identity, (name, value) => IsPlain(value) ? $"set {name}={value}" : $"set \"{name}={value}\""),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };

    public static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>What an AWS SDK reads from a <c>credential_process</c>, version 1.</summary>
    private static string Process(AwsCredentialIdentity identity) => JsonOutput.Object(
        ("Version", 1),
        ("AccessKeyId", identity.AccessKeyId),
        ("SecretAccessKey", identity.SecretAccessKey),
        ("SessionToken", identity.SessionToken),
        ("Expiration", Time(identity.Expiration)),
        ("AccountId", identity.AccountId));

    private static string Lines(AwsCredentialIdentity identity, Func<string, string, string> line)
    {
        (string Name, string? Value)[] variables =
        [
            ("AWS_ACCESS_KEY_ID", identity.AccessKeyId),
            ("AWS_SECRET_ACCESS_KEY", identity.SecretAccessKey),
            ("AWS_SESSION_TOKEN", identity.SessionToken),
            ("AWS_CREDENTIAL_EXPIRATION", Time(identity.Expiration)),
            ("AWS_ACCOUNT_ID", identity.AccountId),
        ];
        return string.Concat(variables.Where(v => v.Value is not null).Select(v => $"{line(v.Name, v.Value!)}\n"));
    }

    /// <summary>Whether no shell sees anything special in the text; AWS's own values never hold more.</summary>
    private static bool IsPlain(string value) => Plain.IsMatch(value);

    [GeneratedRegex(@"\A[A-Za-z0-9_+=,.@:/-]+\z")]
    private static partial Regex Plain { get; }
}

using System.Globalization;
using System.Text.RegularExpressions;
using IaCMAuth.Tests.Support;

namespace IaCMAuth.Tests.Cases;

/// <summary>What stands for values that a case cannot or should not spell out.</summary>
internal sealed partial class Placeholders(string folder)
{
    private readonly List<string> _secrets = [The.SessionSecret, The.SessionToken, MetadataToken, Authorization];

    private const string MetadataToken = "AQAEAFmetadataSECRET-token==";
    private const string Authorization = "container-authorization-SECRET";

    /// <summary>Everything handed out that must not come back in an error.</summary>
    public IReadOnlyList<string> Secrets => _secrets;

    public string Fill(string text) => Placeholder.Replace(text, match => Value(match.Groups[1].Value, match.Groups[2].Value));

    private string Value(string name, string argument) => name switch
    {
        "key" => The.SessionKeyId,
        "secret" => The.SessionSecret,
        "token" => The.SessionToken,
        "metadataToken" => MetadataToken,
        "authorization" => Authorization,
        "folder" => folder,
        "now" => (The.Now + TimeSpan.Parse(argument.TrimStart('+'), CultureInfo.InvariantCulture)).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        "jwt" => Jwt(argument.TrimStart(':')),
        "session" => StsAnswer.WebIdentity().Content.ReadAsStringAsync().GetAwaiter().GetResult(),
        "stsError" => argument.TrimStart(':').Split('|') is [var code, var message] ? StsAnswer.Error(400, code, message).Content.ReadAsStringAsync().GetAwaiter().GetResult() : throw new FormatException(argument),
        _ => throw new FormatException($"There is no placeholder '{name}'."),
    };

    private string Jwt(string arguments)
    {
        var given = arguments.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(a => a.Split('=', 2)).ToDictionary(a => a[0], a => a[1], StringComparer.Ordinal);
        var hours = double.Parse(given.GetValueOrDefault("exp", "1"), CultureInfo.InvariantCulture);
        var jwt = Some.Jwt(given.GetValueOrDefault("aud", The.Audience), given.GetValueOrDefault("sub", The.Subject), The.Now.AddHours(hours));
        _secrets.AddRange([jwt, jwt.Split('.')[2]]);
        return jwt;
    }

    [GeneratedRegex(@"\$\{([a-zA-Z]+)([:+-][^}]*)?\}")]
    private static partial Regex Placeholder { get; }
}

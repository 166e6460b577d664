using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace IaCMAuth.Providers.WebIdentity;

/// <summary>The claims of an OIDC token that can be judged before STS is asked. The signature is STS's to check.</summary>
internal sealed record WebIdentityToken(string? Issuer, string? Subject, IReadOnlyList<string> Audiences, DateTimeOffset? Expiration)
{
    public const int Shortest = 4;
    public const int Longest = 20_000;

    public static bool TryParse(string? text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out WebIdentityToken? token)
    {
        token = null;
        if (text is null || text.Length > Longest || text.Split('.') is not [var header, var payload, { Length: > 0 }])
            return false;
        try
        {
            using var first = JsonDocument.Parse(Decode(header));
            using var claims = JsonDocument.Parse(Decode(payload));
            if (first.RootElement.ValueKind != JsonValueKind.Object || claims.RootElement.ValueKind != JsonValueKind.Object)
                return false;
            token = new WebIdentityToken(Text(claims, "iss"), Text(claims, "sub"), Audience(claims), Expiry(claims));
            return true;
        }
        catch (Exception exception) when (exception is FormatException or JsonException or DecoderFallbackException)
        {
            return false;
        }
    }

    /// <summary>Issuer, audience and subject for an error message. They are no secrets: a trust policy names them.</summary>
    public string Describe() =>
        Quoted.Text($"the token has iss '{Issuer}', aud '{string.Join(", ", Audiences)}', sub '{Subject}'");

    /// <summary>The statement of a trust policy that this token would meet.</summary>
    public string TrustStatement()
    {
        var issuer = Issuer?.Split("://", 2)[^1];
        return Quoted.Text($$$"""
            {"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::<account>:oidc-provider/{{{issuer}}}"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{"{{{issuer}}}:aud":"{{{string.Join(',', Audiences)}}}","{{{issuer}}}:sub":"{{{Subject}}}"} } }
            """, longest: 2000);
    }

    private static byte[] Decode(string part) => Base64Url.DecodeFromChars(part);

    private static string? Text(JsonDocument claims, string name) =>
        claims.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string[] Audience(JsonDocument claims) => claims.RootElement.TryGetProperty("aud", out var value) switch
    {
        true when value.ValueKind == JsonValueKind.String => [value.GetString()!],
        true when value.ValueKind == JsonValueKind.Array => [.. value.EnumerateArray().Where(a => a.ValueKind == JsonValueKind.String).Select(a => a.GetString()!)],
        _ => [],
    };

    private static DateTimeOffset? Expiry(JsonDocument claims) =>
        claims.RootElement.TryGetProperty("exp", out var value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetDouble(out var seconds) && seconds is > 0 and < 253_402_300_799
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : null;
}

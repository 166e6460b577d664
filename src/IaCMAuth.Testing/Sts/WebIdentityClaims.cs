using System.Buffers.Text;
using System.Text.Json;

namespace IaCMAuth.Testing.Sts;

/// <summary>A web identity token, taken apart.</summary>
internal sealed record WebIdentityClaims(string KeyId, string Issuer, string Subject, string Audience, DateTimeOffset Expiration, string Signed, byte[] Signature)
{
    /// <exception cref="StsRefusal">It is not a token that names issuer, subject, audience and expiry.</exception>
    public static WebIdentityClaims Parse(string token)
    {
        try
        {
            var parts = token.Split('.');
            using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]));
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
            string Text(string name) => claims.RootElement.GetProperty(name).GetString()!;
            return new WebIdentityClaims(
                header.RootElement.GetProperty("kid").GetString()!,
                Text("iss"),
                Text("sub"),
                Text("aud"),
                DateTimeOffset.FromUnixTimeSeconds(claims.RootElement.GetProperty("exp").GetInt64()),
                $"{parts[0]}.{parts[1]}",
                Base64Url.DecodeFromChars(parts[2]));
        }
        catch (Exception exception) when (exception is FormatException or JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw StsRefusal.InvalidToken("The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)");
        }
    }
}

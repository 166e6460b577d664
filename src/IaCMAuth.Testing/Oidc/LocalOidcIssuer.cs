using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IaCMAuth.Testing.Sts;

namespace IaCMAuth.Testing;

/// <summary>An OIDC issuer with discovery and keys over HTTP, whose tokens the embedded STS checks. RS256.</summary>
public sealed class LocalOidcIssuer : IDisposable
{
    /// <summary>The audience that AWS expects by convention.</summary>
    public const string DefaultAudience = "sts.amazonaws.com";

    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromHours(1);

    private readonly RSA _key = RSA.Create(2048);
    private readonly TimeProvider _time;

    internal LocalOidcIssuer(Uri url, TimeProvider time)
    {
        Url = url;
        Name = $"{url.Authority}{url.AbsolutePath}";
        _time = time;
    }

    /// <summary>The issuer as tokens name it.</summary>
    public Uri Url { get; }

    /// <summary>The issuer without its scheme, as IAM names it in trust policies and condition keys.</summary>
    public string Name { get; }

    /// <summary>The audiences (client ids) that its IAM OIDC identity provider lists.</summary>
    public IList<string> Audiences { get; } = [DefaultAudience];

    /// <summary>Whether IAM has an OIDC identity provider for it. Default true, in every account.</summary>
    public bool IsRegistered { get; set; } = true;

    /// <summary>Makes and signs a token.</summary>
    /// <param name="subject">Its <c>sub</c>.</param>
    /// <param name="audience">Its <c>aud</c>.</param>
    /// <param name="lifetime">How long from now it is valid; default one hour. Negative: it has expired.</param>
    /// <param name="claims">Further claims, which win over those made here.</param>
    public string MintToken(string subject, string audience = DefaultAudience, TimeSpan? lifetime = null, IReadOnlyDictionary<string, object>? claims = null)
    {
        var now = _time.GetUtcNow();
        var payload = new Dictionary<string, object>
        {
            ["iss"] = Url.OriginalString,
            ["sub"] = subject,
            ["aud"] = audience,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + (lifetime ?? DefaultLifetime)).ToUnixTimeSeconds(),
            ["jti"] = Guid.NewGuid().ToString(),
        };
        foreach (var (name, value) in claims ?? new Dictionary<string, object>())
            payload[name] = value;
        var signed = $"{Encode(new { alg = "RS256", kid = KeyId, typ = "JWT" })}.{Encode(payload)}";
        return $"{signed}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    /// <summary>Frees the signing key.</summary>
    public void Dispose() => _key.Dispose();

    internal object Discovery => new Dictionary<string, object>
    {
        ["issuer"] = Url.OriginalString,
        ["jwks_uri"] = $"{Url.OriginalString}/keys",
        ["response_types_supported"] = new[] { "id_token" },
        ["subject_types_supported"] = new[] { "public" },
        ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
    };

    internal object Keys
    {
        get
        {
            var parameters = _key.ExportParameters(includePrivateParameters: false);
            return new
            {
                keys = new[]
                {
                    new { kty = "RSA", use = "sig", alg = "RS256", kid = KeyId, n = Base64Url.EncodeToString(parameters.Modulus), e = Base64Url.EncodeToString(parameters.Exponent) },
                },
            };
        }
    }

    internal bool Signed(WebIdentityClaims token) => token.KeyId == KeyId
        && _key.VerifyData(Encoding.ASCII.GetBytes(token.Signed), token.Signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    private string KeyId => Convert.ToHexStringLower(SHA256.HashData(_key.ExportSubjectPublicKeyInfo()))[..16];

    private static string Encode(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}

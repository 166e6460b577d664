using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using IaCMAuth.Providers;
using IaCMAuth.Providers.WebIdentity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;

namespace IaCMAuth.Tests.Support;

/// <summary>Well-formed shapes that tests vary.</summary>
internal static class Some
{
    public static AwsCredentialIdentity Identity(string accessKeyId = The.SessionKeyId, DateTimeOffset? expiration = null, string? accountId = The.AccountId) =>
        new(accessKeyId, The.SessionSecret, The.SessionToken, expiration ?? The.Expiration, accountId, "a test");

    public static StaticKeysOptions Keys() => new() { AccessKeyId = The.AccessKeyId, SecretAccessKey = The.Secret };

    public static FakeTimeProvider Time() => new(The.Now);

    public static EnvironmentVariables Environment(params (string Name, string Value)[] variables) =>
        new(name => variables.FirstOrDefault(v => v.Name == name).Value);

    public static IConfigurationSection Section(string json, string name = "IacmAwsAuth") => new ConfigurationBuilder()
        .AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes($$"""{ "{{name}}": {{json}} }"""))).Build().GetSection(name);

    /// <summary>A token that nobody signed; its signature part is recognisable as a secret.</summary>
    public static string Jwt(string audience = The.Audience, string subject = The.Subject, DateTimeOffset? expiration = null, string issuer = "https://issuer.example") =>
        Jwt(new Dictionary<string, object?>
        {
            ["iss"] = issuer,
            ["aud"] = audience,
            ["sub"] = subject,
            ["exp"] = (expiration ?? The.Expiration).ToUnixTimeSeconds(),
        });

    public static string Jwt(Dictionary<string, object?> claims) =>
        $"{Part(new { alg = "RS256", kid = "k1" })}.{Part(claims)}.c2lnbmF0dXJlLXNlY3JldA";

    public static IWebIdentityTokenSource Tokens(Func<string> token) => new DelegateTokenSource(_ => ValueTask.FromResult(token()));

    private static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}

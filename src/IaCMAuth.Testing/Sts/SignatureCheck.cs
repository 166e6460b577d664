using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace IaCMAuth.Testing.Sts;

/// <summary>Signature Version 4, read from the request and computed anew (AWS General Reference, "Signature Version 4 for API requests").</summary>
internal sealed class SignatureCheck
{
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private readonly HttpRequest _request;
    private readonly string _body;
    private readonly string[] _scope;
    private readonly string[] _signedHeaders;
    private readonly string _signature;

    private SignatureCheck(HttpRequest request, string body, Dictionary<string, string> parts)
    {
        _request = request;
        _body = body;
        _scope = parts["Credential"].Split('/');
        _signedHeaders = parts["SignedHeaders"].Split(';');
        _signature = parts["Signature"];
    }

    public string AccessKeyId => _scope[0];

    /// <exception cref="StsRefusal">The request is not signed, or not so that it could be checked.</exception>
    public static SignatureCheck Read(HttpRequest request, string body)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.Length == 0)
            throw new StsRefusal(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
        var parts = header.StartsWith($"{Algorithm} ", StringComparison.Ordinal)
            ? header[Algorithm.Length..].Split(',').Select(p => p.Trim().Split('=', 2)).Where(p => p.Length == 2).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal)
            : [];
        return parts.ContainsKey("SignedHeaders") && parts.ContainsKey("Signature") && parts.TryGetValue("Credential", out var scope) && scope.Split('/').Length == 5
            ? new SignatureCheck(request, body, parts)
            : throw new StsRefusal(400, "IncompleteSignature", "Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' parameters.");
    }

    /// <exception cref="StsRefusal">The signature is another one, too old, or from the future.</exception>
    public void Verify(string secretAccessKey, string region, DateTimeOffset now)
    {
        if (!DateTimeOffset.TryParseExact(_request.Headers["x-amz-date"], TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signedAt))
            throw Mismatch("Signing date is missing or malformed.");
        if (signedAt < now - Tolerance)
            throw Mismatch($"Signature expired: {Stamp(signedAt)} is now earlier than {Stamp(now - Tolerance)} ({Stamp(now)} - 5 min.)");
        if (signedAt > now + Tolerance)
            throw Mismatch($"Signature not yet current: {Stamp(signedAt)} is still later than {Stamp(now + Tolerance)} ({Stamp(now)} + 5 min.)");
        if (_scope[2] != region || _scope[3] != "sts")
            throw Mismatch($"Credential should be scoped to a valid region, not '{_scope[2]}', and to service 'sts'.");
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(_signature), Encoding.ASCII.GetBytes(Compute(secretAccessKey, signedAt))))
            throw Mismatch("The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.");
    }

    private string Compute(string secretAccessKey, DateTimeOffset signedAt)
    {
        var scope = string.Join('/', _scope[1..]);
        var text = $"{Algorithm}\n{Stamp(signedAt)}\n{scope}\n{Hash(CanonicalRequest())}";
        var key = _scope[1..].Aggregate(Encoding.UTF8.GetBytes($"AWS4{secretAccessKey}"), (k, part) => HMACSHA256.HashData(k, Encoding.UTF8.GetBytes(part)));
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }

    private string CanonicalRequest()
    {
        var target = _request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?', 2);
        var query = string.Join('&', (target.Length > 1 ? target[1].Split('&') : []).Where(p => p.Length > 0).Order(StringComparer.Ordinal));
        var headers = string.Concat(_signedHeaders.Select(h => $"{h}:{string.Join(',', _request.Headers[h].Select(Collapse))}\n"));
        return $"{_request.Method}\n{target[0]}\n{query}\n{headers}\n{string.Join(';', _signedHeaders)}\n{Hash(_body)}";
    }

    private static string Collapse(string? value) => string.Join(' ', (value ?? string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static StsRefusal Mismatch(string message) => new(403, "SignatureDoesNotMatch", message);
}

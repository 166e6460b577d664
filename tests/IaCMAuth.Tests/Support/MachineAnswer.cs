using System.Net;
using System.Text.Json;

namespace IaCMAuth.Tests.Support;

/// <summary>Answers as the instance metadata service and container agents word them.</summary>
internal static class MachineAnswer
{
    public const string MetadataToken = "AQAEAFmetadataSECRET-token==";

    /// <summary>A whole metadata service, whose one role is called node.</summary>
    public static HttpResponseMessage Metadata(SeenRequest request, DateTimeOffset? expiration = null, int tokenLifeSeconds = 21600)
    {
        if (request.Method != HttpMethod.Put)
            return request.Uri.AbsolutePath.EndsWith('/') ? Text("node") : Document(expiration ?? The.Expiration);
        var token = Text(MetadataToken);
        token.Headers.Add("x-aws-ec2-metadata-token-ttl-seconds", $"{tokenLifeSeconds}");
        return token;
    }

    public static HttpResponseMessage Document(DateTimeOffset expiration, string accessKeyId = The.SessionKeyId) => Text(JsonSerializer.Serialize(
        new { Code = "Success", AccessKeyId = accessKeyId, SecretAccessKey = The.SessionSecret, Token = The.SessionToken, Expiration = expiration }));

    private static HttpResponseMessage Text(string text) => new(HttpStatusCode.OK) { Content = new StringContent(text) };
}

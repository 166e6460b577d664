using System.Globalization;
using System.Net;

namespace IaCMAuth.Tests.Support;

/// <summary>Answers as STS words them (query protocol, XML).</summary>
internal static class StsAnswer
{
    private const string Namespace = "https://sts.amazonaws.com/doc/2011-06-15/";

    public static HttpResponseMessage AssumeRole(string accessKeyId = The.SessionKeyId, DateTimeOffset? expiration = null, string role = The.Role) =>
        Session("AssumeRole", accessKeyId, expiration ?? The.Expiration, role);

    public static HttpResponseMessage WebIdentity(string accessKeyId = The.SessionKeyId, DateTimeOffset? expiration = null, string role = The.Role) =>
        Session("AssumeRoleWithWebIdentity", accessKeyId, expiration ?? The.Expiration, role);

    public static HttpResponseMessage CallerIdentity(string account = The.AccountId) => Xml(HttpStatusCode.OK, $"""
        <GetCallerIdentityResponse xmlns="{Namespace}"><GetCallerIdentityResult>
          <Arn>arn:aws:iam::{account}:user/ci</Arn><UserId>AIDAEXAMPLE</UserId><Account>{account}</Account>
        </GetCallerIdentityResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></GetCallerIdentityResponse>
        """);

    public static HttpResponseMessage Error(int status, string code, string message = "No.") => Xml((HttpStatusCode)status, $"""
        <ErrorResponse xmlns="{Namespace}"><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error><RequestId>r-2</RequestId></ErrorResponse>
        """);

    public static HttpResponseMessage Xml(HttpStatusCode status, string body, string type = "text/xml") =>
        new(status) { Content = new StringContent(body, System.Text.Encoding.UTF8, type) };

    private static HttpResponseMessage Session(string action, string accessKeyId, DateTimeOffset expiration, string role)
    {
        var (account, name) = (role.Split(':')[4], role.Split('/')[^1]);
        return Xml(HttpStatusCode.OK, $"""
            <{action}Response xmlns="{Namespace}"><{action}Result>
              <AssumedRoleUser><AssumedRoleId>AROAEXAMPLE:s</AssumedRoleId><Arn>arn:aws:sts::{account}:assumed-role/{name}/s</Arn></AssumedRoleUser>
              <Credentials><AccessKeyId>{accessKeyId}</AccessKeyId><SecretAccessKey>{The.SessionSecret}</SecretAccessKey>
                <SessionToken>{The.SessionToken}</SessionToken>
                <Expiration>{expiration.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}</Expiration></Credentials>
              <PackedPolicySize>6</PackedPolicySize>
            </{action}Result><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></{action}Response>
            """);
    }
}

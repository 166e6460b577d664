using System.Globalization;
using System.Xml.Linq;
using IaCMAuth.Testing.Iam;
using Microsoft.AspNetCore.Http;

namespace IaCMAuth.Testing.Sts;

/// <summary>The Security Token Service: three actions, each checked as AWS checks it. The caller's own policies are taken to allow everything.</summary>
internal sealed class StsService(IdentityStore store, TimeProvider time, string region)
{
    /// <summary>How long every session is to last instead of what was asked for; for tests of answers that are expired already.</summary>
    public TimeSpan? SessionLife { get; set; }

    public async Task AnswerAsync(HttpContext context, StsForm form, string body, LocalAwsCall call)
    {
        XElement answer;
        try
        {
            answer = form.Action switch
            {
                "AssumeRole" => AssumeRole(form, Authenticate(context.Request, body, call)),
                "AssumeRoleWithWebIdentity" => AssumeRoleWithWebIdentity(form),
                "GetCallerIdentity" => GetCallerIdentity(Authenticate(context.Request, body, call)),
                var action => throw new StsRefusal(400, "InvalidAction", $"Could not find operation {action} for version 2011-06-15"),
            };
        }
        catch (StsRefusal refusal)
        {
            call.ErrorCode = refusal.Code;
            await StsXml.WriteAsync(context, refusal.Status, StsXml.Error(refusal.Code, refusal.Message)).ConfigureAwait(false);
            return;
        }

        await StsXml.WriteAsync(context, 200, answer).ConfigureAwait(false);
    }

    private Caller Authenticate(HttpRequest request, string body, LocalAwsCall call)
    {
        var signature = SignatureCheck.Read(request, body);
        call.AccessKeyId = signature.AccessKeyId;
        var key = store.Find(signature.AccessKeyId)
            ?? throw new StsRefusal(403, "InvalidClientTokenId", "The security token included in the request is invalid.");
        signature.Verify(key.Secret, region, time.GetUtcNow());
        if ((request.Headers["x-amz-security-token"].ToString() is { Length: > 0 } token ? token : null) != key.SessionToken)
            throw new StsRefusal(403, "InvalidClientTokenId", "The security token included in the request is invalid.");
        return key.Expiration <= time.GetUtcNow()
            ? throw new StsRefusal(403, "ExpiredToken", "The security token included in the request is expired")
            : key.Caller;
    }

    private XElement AssumeRole(StsForm form, Caller caller)
    {
        var (roleArn, tags, sourceIdentity) = (form.RoleArn, form.Tags, form.SourceIdentity);
        var role = store.Roles.GetValueOrDefault(roleArn);
        var context = form.ExternalId is { } id ? new Dictionary<string, string> { ["sts:ExternalId"] = id } : [];
        string[] principals = [caller.Arn, caller.RoleArn ?? caller.Arn, caller.AccountId, $"arn:aws:iam::{caller.AccountId}:root"];
        Trust("sts:AssumeRole");
        if (tags.Count > 0)
            Trust("sts:TagSession");
        if (sourceIdentity is not null)
            Trust("sts:SetSourceIdentity");
        if (sourceIdentity is not null && caller.SourceIdentity is not null && sourceIdentity != caller.SourceIdentity)
            throw StsRefusal.AccessDenied($"User: {caller.Arn} is not authorized to perform: sts:SetSourceIdentity on resource: {roleArn}");

        var transitive = Transitive(caller, tags, form.TransitiveTagKeys);
        var session = Issue(form, role!, isChained: caller.RoleArn is not null, sourceIdentity ?? caller.SourceIdentity, transitive);
        return StsXml.Result("AssumeRole", [.. Session(form, role!, session), SourceIdentity(session)]);

        void Trust(string action)
        {
            if (role?.Trusts(new TrustRequest(action, "AWS", principals, context)) is not true)
                throw StsRefusal.AccessDenied($"User: {caller.Arn} is not authorized to perform: {action} on resource: {roleArn}");
        }
    }

    private XElement AssumeRoleWithWebIdentity(StsForm form)
    {
        var (token, roleArn) = (WebIdentityClaims.Parse(form.WebIdentityToken), form.RoleArn);
        var issuer = store.Issuers.Values.FirstOrDefault(i => i.IsRegistered && i.Url.OriginalString == token.Issuer)
            ?? throw StsRefusal.InvalidToken($"No OpenIDConnect provider found in your account for {token.Issuer}");
        if (!issuer.Signed(token))
            throw StsRefusal.InvalidToken("Provided Token is not a valid JWT. Signature verification failed");
        if (token.Expiration <= time.GetUtcNow())
        {
            throw new StsRefusal(400, "ExpiredTokenException", string.Create(
                CultureInfo.InvariantCulture, $"Token expired: current date/time {time.GetUtcNow().ToUnixTimeSeconds()} must be before the expiration date/time {token.Expiration.ToUnixTimeSeconds()}"));
        }

        if (!issuer.Audiences.Contains(token.Audience))
            throw StsRefusal.InvalidToken("Incorrect token audience");
        var role = store.Roles.GetValueOrDefault(roleArn);
        string[] principals = [issuer.Name, $"arn:{role?.Partition}:iam::{role?.AccountId}:oidc-provider/{issuer.Name}"];
        var context = new Dictionary<string, string> { [$"{issuer.Name}:aud"] = token.Audience, [$"{issuer.Name}:sub"] = token.Subject };
        if (role?.Trusts(new TrustRequest("sts:AssumeRoleWithWebIdentity", "Federated", principals, context)) is not true)
            throw StsRefusal.AccessDenied("Not authorized to perform sts:AssumeRoleWithWebIdentity");

        var session = Issue(form, role, isChained: false, sourceIdentity: null, transitiveTags: null);
        return StsXml.Result(
            "AssumeRoleWithWebIdentity",
            [
                .. Session(form, role, session),
                StsXml.Element("SubjectFromWebIdentityToken", token.Subject),
                StsXml.Element("Audience", token.Audience),
                StsXml.Element("Provider", principals[1]),
            ]);
    }

    private static XElement GetCallerIdentity(Caller caller) => StsXml.Result(
        "GetCallerIdentity", StsXml.Element("Arn", caller.Arn), StsXml.Element("UserId", caller.UserId), StsXml.Element("Account", caller.AccountId));

    private AccessKey Issue(StsForm form, LocalRole role, bool isChained, string? sourceIdentity, IReadOnlyDictionary<string, string>? transitiveTags)
    {
        var life = TimeSpan.FromSeconds(form.DurationSeconds);
        if (isChained && life > TimeSpan.FromHours(1))
            throw StsRefusal.Validation("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining");
        if (life > role.MaxSessionDuration)
            throw StsRefusal.Validation("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        _ = form.PackedPolicySize();
        return store.AddSession(role, form.RoleSessionName, SessionLife ?? life, sourceIdentity, transitiveTags);
    }

    /// <summary>Tags that go on along a chain; a later hop cannot set them anew.</summary>
    private static Dictionary<string, string> Transitive(Caller caller, IReadOnlyDictionary<string, string> tags, IReadOnlyList<string> keys)
    {
        if (tags.Keys.FirstOrDefault(caller.TransitiveTags.ContainsKey) is { } inherited)
            throw new StsRefusal(400, "InvalidParameterValue", $"One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session: {inherited}");
        var transitive = new Dictionary<string, string>(caller.TransitiveTags, StringComparer.OrdinalIgnoreCase);
        foreach (var key in keys)
        {
            transitive[key] = tags.TryGetValue(key, out var value)
                ? value
                : throw new StsRefusal(400, "InvalidParameterValue", "The specified transitive tag key must be included in the requested tags.");
        }

        return transitive;
    }

    private static IEnumerable<XElement> Session(StsForm form, LocalRole role, AccessKey session)
    {
        yield return StsXml.Element(
            "AssumedRoleUser",
            StsXml.Element("AssumedRoleId", session.Caller.UserId),
            StsXml.Element("Arn", role.SessionArn(form.RoleSessionName)));
        yield return StsXml.Element(
            "Credentials",
            StsXml.Element("AccessKeyId", session.Id),
            StsXml.Element("SecretAccessKey", session.Secret),
            StsXml.Element("SessionToken", session.SessionToken),
            StsXml.Element("Expiration", session.Expiration!.Value.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)));
        if (form.PackedPolicySize() is { } percent)
            yield return StsXml.Element("PackedPolicySize", percent);
    }

    private static XElement? SourceIdentity(AccessKey session) =>
        session.Caller.SourceIdentity is { } identity ? StsXml.Element("SourceIdentity", identity) : null;
}

using System.Text.Json;

namespace IaCMAuth.Testing;

/// <summary>Trust policies of the usual kinds, as JSON.</summary>
public static class TrustPolicy
{
    private static readonly string[] AssumeRoleActions = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"];
    private static readonly string[] WebIdentityActions = ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"];

    /// <summary>Trusts a principal of IAM.</summary>
    /// <param name="principal">An account id (its every principal), the ARN of a user or role, or <c>*</c>.</param>
    /// <param name="externalId">The external id a caller must give.</param>
    public static string ForPrincipal(string principal, string? externalId = null) =>
        Document("AWS", principal, AssumeRoleActions, externalId is null ? null : new() { ["sts:ExternalId"] = externalId });

    /// <summary>Trusts a service of AWS, such as <c>ec2.amazonaws.com</c>, <c>ecs-tasks.amazonaws.com</c> or <c>pods.eks.amazonaws.com</c>.</summary>
    /// <param name="service">The service's principal.</param>
    public static string ForService(string service) => Document("Service", service, AssumeRoleActions, conditions: null);

    /// <summary>Trusts the tokens of an issuer.</summary>
    /// <param name="issuer">The issuer.</param>
    /// <param name="subject">The subject a token must have.</param>
    /// <param name="audience">The audience a token must have.</param>
    public static string ForWebIdentity(LocalOidcIssuer issuer, string subject, string audience = LocalOidcIssuer.DefaultAudience)
    {
        ArgumentNullException.ThrowIfNull(issuer);
        return Document("Federated", issuer.Name, WebIdentityActions, new() { [$"{issuer.Name}:aud"] = audience, [$"{issuer.Name}:sub"] = subject });
    }

    private static string Document(string principalType, string principal, string[] actions, Dictionary<string, string>? conditions)
    {
        var statement = new Dictionary<string, object>
        {
            ["Effect"] = "Allow",
            ["Principal"] = new Dictionary<string, string> { [principalType] = principal },
            ["Action"] = actions,
        };
        if (conditions is not null)
            statement["Condition"] = new Dictionary<string, object> { ["StringEquals"] = conditions };
        return JsonSerializer.Serialize(new Dictionary<string, object> { ["Version"] = "2012-10-17", ["Statement"] = new[] { statement } });
    }
}

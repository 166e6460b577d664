using System.IO.Enumeration;
using System.Text.Json;

namespace IaCMAuth.Testing.Iam;

/// <summary>What a caller wants of a role, as a trust policy sees it.</summary>
/// <param name="Action">Such as <c>sts:AssumeRole</c>.</param>
/// <param name="PrincipalType"><c>AWS</c>, <c>Federated</c> or <c>Service</c>.</param>
/// <param name="Principals">Every name by which the caller may be trusted.</param>
/// <param name="Context">The condition keys there are, such as <c>sts:ExternalId</c>.</param>
internal sealed record TrustRequest(string Action, string PrincipalType, IReadOnlyList<string> Principals, IReadOnlyDictionary<string, string> Context);

/// <summary>A trust policy. What it says and is not understood here is an error when the role is made, never ignored.</summary>
internal sealed class TrustDocument
{
    private static readonly string[] Actions = ["sts:AssumeRole", "sts:AssumeRoleWithWebIdentity", "sts:TagSession", "sts:SetSourceIdentity", "sts:*", "*"];

    private readonly Statement[] _statements;

    private TrustDocument(Statement[] statements) => _statements = statements;

    public static TrustDocument Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            Only(root, "Version", "Id", "Statement");
            var statements = root.GetProperty("Statement");
            return new TrustDocument([.. (statements.ValueKind == JsonValueKind.Array ? statements.EnumerateArray().ToArray() : [statements]).Select(ParseStatement)]);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new ArgumentException($"The trust policy is malformed: {exception.Message}", nameof(json), exception);
        }
    }

    public bool Allows(TrustRequest request) =>
        _statements.Any(s => s.IsAllow && s.Matches(request)) && !_statements.Any(s => !s.IsAllow && s.Matches(request));

    private static Statement ParseStatement(JsonElement element)
    {
        Only(element, "Sid", "Effect", "Principal", "Action", "Condition");
        var actions = Texts(element.GetProperty("Action"));
        if (actions.FirstOrDefault(a => !Actions.Contains(a)) is { } unknown)
            throw Unknown($"action '{unknown}'");
        return new Statement(
            element.GetProperty("Effect").GetString() switch { "Allow" => true, "Deny" => false, var effect => throw Unknown($"effect '{effect}'") },
            actions,
            ParsePrincipals(element.GetProperty("Principal")),
            element.TryGetProperty("Condition", out var condition) ? [.. ParseConditions(condition)] : []);
    }

    private static Dictionary<string, string[]> ParsePrincipals(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String && element.GetString() == "*")
            return new Dictionary<string, string[]> { ["AWS"] = ["*"] };
        Only(element, "AWS", "Federated", "Service");
        return element.EnumerateObject().ToDictionary(p => p.Name, p => Texts(p.Value), StringComparer.Ordinal);
    }

    private static IEnumerable<Condition> ParseConditions(JsonElement element)
    {
        Only(element, "StringEquals", "StringLike");
        foreach (var (test, keys) in element.EnumerateObject().Select(p => (p.Name, p.Value)))
        {
            foreach (var key in keys.EnumerateObject())
            {
                if (key.Name != "sts:ExternalId" && !key.Name.EndsWith(":aud", StringComparison.Ordinal) && !key.Name.EndsWith(":sub", StringComparison.Ordinal))
                    throw Unknown($"condition key '{key.Name}'");
                yield return new Condition(test == "StringLike", key.Name, Texts(key.Value));
            }
        }
    }

    private static void Only(JsonElement element, params string[] names)
    {
        if (element.EnumerateObject().Select(p => p.Name).FirstOrDefault(n => !names.Contains(n)) is { } unknown)
            throw Unknown($"'{unknown}'");
    }

    private static string[] Texts(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray().Select(e => e.GetString()!)] : [element.GetString()!];

    private static ArgumentException Unknown(string what) => new($"The trust policy holds {what}, which the embedded AWS does not understand.", nameof(what));

    private sealed record Condition(bool IsPattern, string Key, string[] Values)
    {
        public bool Holds(IReadOnlyDictionary<string, string> context) => context.TryGetValue(Key, out var given)
            && Values.Any(v => IsPattern ? FileSystemName.MatchesSimpleExpression(v, given, ignoreCase: false) : v == given);
    }

    private sealed record Statement(bool IsAllow, string[] Actions, Dictionary<string, string[]> Principals, Condition[] Conditions)
    {
        public bool Matches(TrustRequest request) =>
            Actions.Any(a => a is "*" or "sts:*" || a == request.Action)
            && Principals.TryGetValue(request.PrincipalType, out var trusted) && trusted.Any(t => t == "*" || request.Principals.Contains(t))
            && Conditions.All(c => c.Holds(request.Context));
    }
}

using System.Text.Json;
using System.Text.RegularExpressions;
using System.Web;

namespace IaCMAuth.Testing.Sts;

/// <summary>The fields of a request in the query protocol, each within AWS's limits or refused in AWS's words.</summary>
internal sealed partial class StsForm
{
    private const int LargestPolicy = 2048;

    private readonly System.Collections.Specialized.NameValueCollection _fields;

    public StsForm(string body) => _fields = HttpUtility.ParseQueryString(body);

    public string Action => _fields["Action"] ?? throw new StsRefusal(400, "MissingAction", "The request must contain the parameter Action.");

    public string? this[string field] => _fields[field];

    public string RoleArn => Require("RoleArn", 20, 2048, ArnPattern);

    public string RoleSessionName => Require("RoleSessionName", 2, 64, NamePattern);

    public string WebIdentityToken => Require("WebIdentityToken", 4, 20_000, AnyPattern);

    public string? ExternalId => Optional("ExternalId", 2, 1224, ExternalIdPattern);

    public string? SourceIdentity => Optional("SourceIdentity", 2, 64, NamePattern);

    public int DurationSeconds
    {
        get
        {
            if (_fields["DurationSeconds"] is not { } text)
                return 3600;
            if (!int.TryParse(text, out var seconds))
                throw StsRefusal.Validation($"Value '{text}' at 'durationSeconds' is not an integer.");
            return seconds switch
            {
                < 900 => throw Constraint("durationSeconds", text, "Member must have value greater than or equal to 900"),
                > 43200 => throw Constraint("durationSeconds", text, "Member must have value less than or equal to 43200"),
                _ => seconds,
            };
        }
    }

    public IReadOnlyDictionary<string, string> Tags
    {
        get
        {
            var tags = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            for (var i = 1; _fields[$"Tags.member.{i}.Key"] is { } key; i++)
            {
                var value = _fields[$"Tags.member.{i}.Value"] ?? string.Empty;
                if (!TagKeyPattern.IsMatch(key) || key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
                    throw Constraint($"tags.{i}.member.key", key, "Member must satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+");
                if (!TagValuePattern.IsMatch(value))
                    throw Constraint($"tags.{i}.member.value", value, "Member must satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");
                if (!tags.TryAdd(key, value))
                    throw new StsRefusal(400, "InvalidParameterValue", "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            }

            return tags.Count <= 50 ? tags : throw Constraint("tags", $"{tags.Count}", "Member must have length less than or equal to 50");
        }
    }

    public IReadOnlyList<string> TransitiveTagKeys => [.. Members("TransitiveTagKeys.member.{0}")];

    /// <summary>What the session policies take of their allowance, in percent; null without any.</summary>
    public int? PackedPolicySize()
    {
        var arns = Members("PolicyArns.member.{0}.arn").ToArray();
        if (arns.Length > 10)
            throw Constraint("policyArns", $"{arns.Length}", "Member must have length less than or equal to 10");
        var policy = _fields["Policy"];
        if (policy is not null && !IsPolicy(policy))
            throw new StsRefusal(400, "MalformedPolicyDocument", "The policy is not in the valid JSON format.");
        var size = (policy?.Length ?? 0) + arns.Sum(a => a.Length) + Tags.Sum(t => t.Key.Length + t.Value.Length);
        return size switch
        {
            0 => null,
            > LargestPolicy => throw new StsRefusal(400, "PackedPolicyTooLarge", $"Serialized token too large for session: consumes {100 * size / LargestPolicy}%"),
            _ => Math.Max(1, 100 * size / LargestPolicy),
        };
    }

    private IEnumerable<string> Members(string format)
    {
        for (var i = 1; _fields[string.Format(System.Globalization.CultureInfo.InvariantCulture, format, i)] is { } member; i++)
            yield return member;
    }

    private string Require(string field, int shortest, int longest, Regex pattern) =>
        Optional(field, shortest, longest, pattern)
        ?? throw StsRefusal.Validation($"1 validation error detected: Value null at '{Camel(field)}' failed to satisfy constraint: Member must not be null");

    private string? Optional(string field, int shortest, int longest, Regex pattern)
    {
        if (_fields[field] is not { } value)
            return null;
        if (value.Length < shortest)
            throw Constraint(Camel(field), value, $"Member must have length greater than or equal to {shortest}");
        if (value.Length > longest)
            throw Constraint(Camel(field), value, $"Member must have length less than or equal to {longest}");
        return pattern.IsMatch(value) ? value : throw Constraint(Camel(field), value, $"Member must satisfy regular expression pattern: {pattern}");
    }

    private static bool IsPolicy(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static StsRefusal Constraint(string member, string value, string constraint) =>
        StsRefusal.Validation($"1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: {constraint}");

    private static string Camel(string field) => char.ToLowerInvariant(field[0]) + field[1..];

    [GeneratedRegex(@"\Aarn:aws[a-z-]*:iam::[0-9]{12}:role/[\x21-\x7E]+\z")]
    private static partial Regex ArnPattern { get; }

    [GeneratedRegex(@"\A[A-Za-z0-9_+=,.@-]*\z")]
    private static partial Regex NamePattern { get; }

    [GeneratedRegex(@"\A[A-Za-z0-9_+=,.@:\\/-]*\z")]
    private static partial Regex ExternalIdPattern { get; }

    [GeneratedRegex(@"\A[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}\z")]
    private static partial Regex TagKeyPattern { get; }

    [GeneratedRegex(@"\A[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}\z")]
    private static partial Regex TagValuePattern { get; }

    [GeneratedRegex(@"")]
    private static partial Regex AnyPattern { get; }
}

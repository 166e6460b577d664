using System.Globalization;
using System.Text.Json;

namespace IaCMAuth.Providers.Metadata;

/// <summary>The JSON in which the instance metadata service and container endpoints hand out credentials.</summary>
internal sealed record CredentialDocument(string? Code, string? Message, string? RoleArn, AwsCredentialIdentity? Identity, string? Defect)
{
    /// <summary>Reads what is there; <see cref="Defect"/> says, without quoting a value, why there are no credentials in it.</summary>
    public static CredentialDocument Parse(string body, string source)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Read(document.RootElement, source)
                : Defective($"it is a JSON {document.RootElement.ValueKind.ToString().ToLowerInvariant()}, not an object");
        }
        catch (JsonException)
        {
            return Defective(string.IsNullOrWhiteSpace(body) ? "it is empty" : "it is not JSON");
        }
    }

    private static CredentialDocument Read(JsonElement root, string source)
    {
        var (code, message, roleArn) = (Text(root, "Code") ?? Text(root, "code"), Text(root, "Message") ?? Text(root, "message"), Text(root, "RoleArn"));
        string[] missing = [.. ((string[])["AccessKeyId", "SecretAccessKey", "Token", "Expiration"]).Where(name => string.IsNullOrWhiteSpace(Text(root, name)))];
        if (missing.Length > 0)
            return new CredentialDocument(code, message, roleArn, Identity: null, $"it lacks {string.Join(", ", missing)}");
        if (!DateTimeOffset.TryParse(Text(root, "Expiration"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var expiration))
            return new CredentialDocument(code, message, roleArn, Identity: null, "its Expiration is not a time");
        var account = Text(root, "AccountId") ?? Sts.StsMessages.AccountOf(roleArn);
        return new CredentialDocument(
            code, message, roleArn, new AwsCredentialIdentity(Text(root, "AccessKeyId")!, Text(root, "SecretAccessKey")!, Text(root, "Token"), expiration, account, source), Defect: null);
    }

    private static CredentialDocument Defective(string defect) => new(Code: null, Message: null, RoleArn: null, Identity: null, defect);

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

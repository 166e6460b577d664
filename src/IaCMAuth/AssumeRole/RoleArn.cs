using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace IaCMAuth.AssumeRole;

/// <summary>The ARN of an IAM role, in its parts.</summary>
internal sealed partial record RoleArn(string Partition, string AccountId, string Path)
{
    public const string Form = "arn:aws:iam::<12 digits>:role/<name>";

    public static bool TryParse(string? text, [NotNullWhen(true)] out RoleArn? arn)
    {
        var match = text is { Length: >= 20 and <= 2048 } ? Pattern.Match(text) : Match.Empty;
        arn = match.Success ? new RoleArn(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value) : null;
        return arn is not null;
    }

    public static RoleArn Parse(string text) => TryParse(text, out var arn) ? arn : throw new FormatException($"Not a role ARN: {Quoted.Text(text)}");

    public override string ToString() => $"arn:{Partition}:iam::{AccountId}:role/{Path}";

    [GeneratedRegex(@"\Aarn:(aws|aws-cn|aws-us-gov|aws-iso|aws-iso-b|aws-iso-e|aws-iso-f|aws-eusc):iam::([0-9]{12}):role/([\x21-\x7E]*[A-Za-z0-9_+=,.@-])\z")]
    private static partial Regex Pattern { get; }
}

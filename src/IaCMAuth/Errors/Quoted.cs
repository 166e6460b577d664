namespace IaCMAuth;

/// <summary>Foreign text made fit for one line of an error: no line breaks, no control characters, no endless values.</summary>
internal static class Quoted
{
    private const int Longest = 300;

    public static string Text(string? text, int longest = Longest)
    {
        if (string.IsNullOrEmpty(text))
            return string.Empty;
        var line = string.Join(' ', new string([.. text.Take(4 * longest).Select(c => char.IsControl(c) ? ' ' : c)])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= longest ? line : string.Concat(line.AsSpan(0, longest), "…");
    }

    /// <summary>The same with every given secret blotted out, for text that a server wrote.</summary>
    public static string Text(string? text, params ReadOnlySpan<string?> secrets)
    {
        foreach (var secret in secrets)
        {
            if (!string.IsNullOrEmpty(secret))
                text = text?.Replace(secret, "***", StringComparison.Ordinal);
        }

        return Text(text);
    }
}

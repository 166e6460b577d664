namespace IaCMAuth;

/// <summary>Foreign text made fit for one line of an error: no line breaks, no control characters, no endless values.</summary>
internal static class Quoted
{
    private const int Longest = 300;

    public static string Text(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return string.Empty;
        var line = string.Join(' ', new string([.. text.Take(4 * Longest).Select(c => char.IsControl(c) ? ' ' : c)])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= Longest ? line : string.Concat(line.AsSpan(0, Longest), "…");
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

using System.Security.Cryptography;
using System.Text;

namespace IaCMAuth.AssumeRole;

/// <summary>The default name of a session: deterministic, and telling in CloudTrail who acted.</summary>
internal static class SessionName
{
    private const int Shortest = 2;
    private const int Longest = 64;
    private const int HashLength = 8;

    /// <summary><c>connector[-workspace[-phase]]</c> in STS's alphabet, cut to 64 characters with a short hash of the whole where it was cut.</summary>
    public static string For(string connector, string? workspace = null, RunPhase? phase = null)
    {
        string?[] parts = [connector, workspace, phase?.ToString().ToLowerInvariant()];
        var whole = string.Join('-', parts.Where(p => p is not null));
        var name = Sanitise(whole);
        if (name.Length < Shortest)
            name = $"iacm-{name}";
        return name.Length <= Longest ? name : $"{name[..(Longest - HashLength - 1)]}-{Hash(whole)}";
    }

    private static string Sanitise(string text) => string.Concat(text.Select(c => IsAllowed(c) ? c : '-'));

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || "_+=,.@-".Contains(c, StringComparison.Ordinal);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..HashLength];
}

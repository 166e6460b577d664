namespace IaCMAuth.Connectors;

/// <summary>The names there are, for an error about one there is not.</summary>
internal static class Names
{
    private const int Most = 10;

    public static string Of(IEnumerable<string> names)
    {
        var all = names.Order(StringComparer.OrdinalIgnoreCase).ToArray();
        return all.Length switch
        {
            0 => "none: there are no such entries",
            <= Most => string.Join(", ", all),
            _ => $"{string.Join(", ", all[..Most])}, … ({all.Length} in all)",
        };
    }
}

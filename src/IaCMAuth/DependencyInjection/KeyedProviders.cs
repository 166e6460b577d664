using Microsoft.Extensions.DependencyInjection;

namespace IaCMAuth.DependencyInjection;

/// <summary>Reads the key of a keyed service as a workspace, phase and alias, or as a connector.</summary>
internal static class KeyedProviders
{
    private const string ConnectorPrefix = "connector:";

    public static ICredentialProvider Resolve(IServiceProvider services, object key)
    {
        if (key is CustomProviderKey)
            return null!; // Not registered: the one who asked has the better error.
        var factory = services.GetRequiredService<ICredentialProviderFactory>();
        return key switch
        {
            string text when text.StartsWith(ConnectorPrefix, StringComparison.OrdinalIgnoreCase) => factory.ForConnector(text[ConnectorPrefix.Length..]),
            string text => ForWorkspace(factory, text),
            _ => throw Malformed(key.ToString()),
        };
    }

    private static ICredentialProvider ForWorkspace(ICredentialProviderFactory factory, string key) => key.Split('/') switch
    {
        [var workspace] => factory.ForWorkspace(workspace),
        [var workspace, var phase] => factory.ForWorkspace(workspace, Phase(phase, key)),
        [var workspace, var phase, var alias] => factory.ForWorkspace(workspace, Phase(phase, key), alias),
        _ => throw Malformed(key),
    };

    private static RunPhase Phase(string text, string key) =>
        Enum.GetValues<RunPhase>().Where(p => p.ToString().Equals(text, StringComparison.OrdinalIgnoreCase)).Select(p => (RunPhase?)p).FirstOrDefault()
        ?? throw Malformed(key);

    private static CredentialConfigurationException Malformed(string? key) => new(
        ErrorCodes.UnknownName,
        $"'{Quoted.Text(key)}' is not the key of a credential provider.",
        "Write W, W/plan, W/apply, W/<phase>/<alias> or connector:C.");
}

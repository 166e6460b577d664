namespace IaCMAuth.Tool;

/// <summary>What the process says when it ends.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int Defect = 1;
    public const int Configuration = 2;
    public const int Rejected = 3;
    public const int Unavailable = 4;
    public const int Interrupted = 130;

    public static int Of(CredentialException exception) => exception switch
    {
        CredentialConfigurationException => Configuration,
        CredentialRejectedException => Rejected,
        _ => Unavailable,
    };
}

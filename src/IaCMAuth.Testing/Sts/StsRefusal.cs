namespace IaCMAuth.Testing.Sts;

/// <summary>STS says no, with AWS's code, status and wording.</summary>
#pragma warning disable CA1064 // It never leaves the service: it becomes the answer.
internal sealed class StsRefusal(int status, string code, string message) : Exception(message)
#pragma warning restore CA1064
{
    public int Status => status;

    public string Code => code;

    public static StsRefusal Validation(string message) => new(400, "ValidationError", message);

    public static StsRefusal AccessDenied(string message) => new(403, "AccessDenied", message);

    public static StsRefusal InvalidToken(string message) => new(400, "InvalidIdentityToken", message);
}

namespace IaCMAuth;

/// <summary>Credentials could not be obtained. The message names the cause and the mend, and never holds a secret.</summary>
public abstract class CredentialException : Exception
{
    private protected CredentialException(string code, string problem, string remedy, bool isRecoverable, Exception? innerException)
        : base($"{code}: {problem} {remedy}", innerException)
    {
        Code = code;
        Problem = problem;
        Remedy = remedy;
        IsRecoverable = isRecoverable;
        HelpLink = $"docs/errors.md#{code.ToLowerInvariant()}";
    }

    /// <summary>The error's code, such as <c>IACM2003</c>; <c>docs/errors.md</c> lists them all.</summary>
    public string Code { get; }

    /// <summary>What is wrong, in one line.</summary>
    public string Problem { get; }

    /// <summary>What to do about it, in one line.</summary>
    public string Remedy { get; }

    /// <summary>
    /// Whether the same request may succeed later without anybody changing a setting. The cache serves credentials it still
    /// holds over a recoverable failure and backs off.
    /// </summary>
    public bool IsRecoverable { get; }
}

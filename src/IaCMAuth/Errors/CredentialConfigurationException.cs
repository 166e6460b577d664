namespace IaCMAuth;

/// <summary>A setting is wrong or missing. <see cref="Problems"/> holds every one that was found.</summary>
public sealed class CredentialConfigurationException : CredentialException
{
    /// <summary>Creates the error for one setting.</summary>
    /// <param name="code">The code, such as <c>IACM1001</c>.</param>
    /// <param name="problem">What is wrong, naming the setting.</param>
    /// <param name="remedy">What to do about it.</param>
    /// <param name="isRecoverable">Whether it may mend itself, as a token file that is about to be mounted.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public CredentialConfigurationException(
        string code, string problem, string remedy, bool isRecoverable = false, Exception? innerException = null)
        : base(code, problem, remedy, isRecoverable, innerException) =>
        Problems = [new ConfigurationProblem(code, string.Empty, problem, remedy)];

    internal CredentialConfigurationException(ConfigurationProblem problem)
        : base(problem.Code, problem.ToSentence(), problem.Remedy, isRecoverable: false, innerException: null) =>
        Problems = [problem];

    private CredentialConfigurationException(string problem, string remedy, IReadOnlyList<ConfigurationProblem> problems)
        : base(ErrorCodes.SeveralProblems, problem, remedy, isRecoverable: false, innerException: null) => Problems = problems;

    /// <summary>Every problem that was found, at least one.</summary>
    public IReadOnlyList<ConfigurationProblem> Problems { get; }

    internal static CredentialConfigurationException For(IReadOnlyList<ConfigurationProblem> problems) => problems.Count == 1
        ? new CredentialConfigurationException(problems[0])
        : new CredentialConfigurationException(
            $"The configuration has {problems.Count} problems: {string.Join(" ", problems.Select((p, i) => $"({i + 1}) {p}"))}",
            "Mend each of them; nothing is handed out until the whole configuration is valid.",
            problems);
}

namespace IaCMAuth;

/// <summary>One wrong or missing setting.</summary>
/// <param name="Code">The error's code, such as <c>IACM1001</c>.</param>
/// <param name="Setting">The setting's path, such as <c>IacmAwsAuth:Connectors:irsa:AssumeRole:0:RoleArn</c>; empty where the problem is no setting's.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record ConfigurationProblem(string Code, string Setting, string Problem, string Remedy)
{
    /// <summary>Code, setting, problem and remedy in one line.</summary>
    public override string ToString() => $"{Code}: {ToSentence()} {Remedy}";

    internal string ToSentence() => Setting.Length == 0 ? Problem : $"{Setting}: {Problem}";
}

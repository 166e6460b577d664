namespace IaCMAuth;

/// <summary>The phase of a Terraform or OpenTofu run.</summary>
public enum RunPhase
{
    /// <summary>Reading: <c>plan</c>, drift detection.</summary>
    Plan,

    /// <summary>Writing: <c>apply</c>, <c>destroy</c>.</summary>
    Apply,
}

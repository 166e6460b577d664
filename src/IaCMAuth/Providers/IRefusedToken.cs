namespace IaCMAuth.Providers;

/// <summary>A source that was refused for an expired token, and can see without asking anybody whether another one has taken its place.</summary>
internal interface IRefusedToken
{
    /// <summary>Whether there is another token now than the one that was refused. False where none was refused, or none can be seen.</summary>
    bool HasBeenReplaced();
}

namespace IaCMAuth.Tests;

/// <summary>Files of the repository that a test holds in step with the code.</summary>
internal static class Repository
{
    public static string Find(string path)
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "IaCMAuth.sln")))
                return Path.Combine(directory.FullName, path);
        }

        throw new FileNotFoundException("The repository's root was not found above the test's output.", path);
    }
}

using System.Globalization;

namespace IaCMAuth.PackageTests;

/// <summary>The packages as they would be published, in a folder of their own and under a version that no cache has seen.</summary>
public sealed class PackedPackages : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iacmauth-packages-").FullName;

    public string Version { get; } = string.Create(CultureInfo.InvariantCulture, $"0.0.0-test.{TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()}");

    public string Feed => Path.Combine(_folder, "feed");

    public async ValueTask InitializeAsync()
    {
        foreach (var project in (string[])["IaCMAuth", "IaCMAuth.Testing", "IaCMAuth.Tool"])
            await Shell.RunAsync(Root, "dotnet", "pack", $"src/{project}", "-c", "Release", "-v", "q", "-o", Feed, $"-p:Version={Version}", "-p:RestoreLockedMode=false");
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        foreach (var package in (string[])["iacmauth", "iacmauth.testing", "iacmauth.tool"])
        {
            var cached = Path.Combine(GlobalPackages, package, Version);
            if (Directory.Exists(cached))
                Directory.Delete(cached, recursive: true);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Lays an application out of <c>Apps/</c> into a folder outside of the repository, which knows the packages by name alone.</summary>
    public string LayOut(string app)
    {
        var folder = Path.Combine(_folder, $"{app}-{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Apps", app, "Program.cs"), Path.Combine(folder, "Program.cs"));
        var project = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Apps", app, $"{app}.csproj.txt"));
        File.WriteAllText(Path.Combine(folder, $"{app}.csproj"), project.Replace("$(IaCMAuthVersion)", Version, StringComparison.Ordinal));
        WriteFeed(folder);
        return folder;
    }

    public void WriteFeed(string folder) => File.WriteAllText(
        Path.Combine(folder, "nuget.config"), $"""<configuration><packageSources><add key="packed" value="{Feed}" /></packageSources></configuration>""");

    public string EmptyFolder() => Directory.CreateDirectory(Path.Combine(_folder, $"{Guid.NewGuid():N}")).FullName;

    private static string GlobalPackages =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static string Root
    {
        get
        {
            var directory = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(directory.FullName, "IaCMAuth.sln")))
                directory = directory.Parent ?? throw new DirectoryNotFoundException("IaCMAuth.sln was not found above the tests.");
            return directory.FullName;
        }
    }
}

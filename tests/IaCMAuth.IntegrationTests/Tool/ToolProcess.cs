using System.Diagnostics;

namespace IaCMAuth.IntegrationTests.Tool;

/// <summary>What a run of the tool left behind.</summary>
internal sealed record ToolResult(int ExitCode, string Output, string Errors);

/// <summary>The built tool as a child process, in a folder of its own and with no AWS variable but those given.</summary>
internal sealed class ToolProcess : IDisposable
{
    private readonly Dictionary<string, string?> _environment = [];

    public string Folder { get; } = Directory.CreateTempSubdirectory("iacmauth-tool-").FullName;

    public static string Path => System.IO.Path.Combine(AppContext.BaseDirectory, "IaCMAuth.Tool.dll");

    public string? this[string variable]
    {
        set => _environment[variable] = value;
    }

    public string Write(string name, string content)
    {
        var path = System.IO.Path.Combine(Folder, name);
        File.WriteAllText(path, content);
        return path;
    }

    public Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path, .. arguments]) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("AWS_", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        foreach (var (name, value) in _environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public async Task<ToolResult> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new ToolResult(process.ExitCode, await output, await errors);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

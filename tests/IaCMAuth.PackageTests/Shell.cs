using System.Diagnostics;

namespace IaCMAuth.PackageTests;

/// <summary>Runs a command to its end and gives back what it printed.</summary>
internal static class Shell
{
    public static async Task<string> RunAsync(string folder, string command, params string[] arguments)
    {
        var (exitCode, output) = await TryRunAsync(folder, command, arguments);
        Assert.True(exitCode == 0, $"{command} {string.Join(' ', arguments)}\n{output}");
        return output;
    }

    public static async Task<(int ExitCode, string Output)> TryRunAsync(string folder, string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var variable in start.Environment.Keys.Where(k => k == "CI" || k.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase) || k.StartsWith("AWS_", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(variable);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }
}

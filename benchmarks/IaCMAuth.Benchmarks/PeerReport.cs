using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace IaCMAuth.Benchmarks;

/// <summary>Runs the subjects with BenchmarkDotNet and keeps one report for each under <c>benchmarks/results/</c>. Read them by ratio and allocation.</summary>
internal static class PeerReport
{
    public static int Run(string[] patterns)
    {
        var root = RepositoryRoot();
        var config = ManualConfig.CreateEmpty()
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance))
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddExporter(MarkdownExporter.GitHub)
            .AddLogger(ConsoleLogger.Default)
            .WithArtifactsPath(Path.Combine(root, "artifacts", "benchmarks"));
        var summaries = BenchmarkSwitcher.FromAssembly(typeof(PeerReport).Assembly)
            .Run(["--filter", .. patterns.Length == 0 ? ["*"] : patterns], config)
            .ToArray();
        foreach (var summary in summaries)
            Keep(summary.BenchmarksCases[0].Descriptor.Type, summary.ResultsDirectoryPath, Path.Combine(root, "benchmarks", "results"));
        return summaries.Length > 0 && summaries.All(s => !s.HasCriticalValidationErrors && s.Reports.All(r => r.Success)) ? 0 : 1;
    }

    private static void Keep(Type subject, string from, string to)
    {
        Directory.CreateDirectory(to);
        var report = File.ReadAllText(Path.Combine(from, $"{subject.FullName}-report-github.md"));
        File.WriteAllText(Path.Combine(to, $"{subject.Name}.md"), report.Replace("&#39;", string.Empty, StringComparison.Ordinal));
    }

    private static string RepositoryRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "IaCMAuth.sln")))
            directory = directory.Parent ?? throw new DirectoryNotFoundException("IaCMAuth.sln was not found above the program.");
        return directory.FullName;
    }
}

using IaCMAuth.Benchmarks;

return args switch
{
    ["report", .. var filters] => PeerReport.Run(filters),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        dotnet run -c Release --project benchmarks/IaCMAuth.Benchmarks -- COMMAND
          report [PATTERN…]   measures every subject beside its peers and rewrites benchmarks/results/
        """);
    return 2;
}

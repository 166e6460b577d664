using IaCMAuth.Providers.WebIdentity;
using IaCMAuth.Tests.Support;

namespace IaCMAuth.Tests.Providers.Irsa;

public sealed class RotatingTokenFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("iacmauth-rotation-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Will_read_a_whole_token_a_thousand_times_while_it_is_replaced()
    {
        string[] tokens = [.. Enumerable.Range(0, 50).Select(n => Some.Jwt(subject: new string((char)('a' + (n % 26)), 200 + (40 * n))))];
        var file = Path.Combine(_folder.FullName, "token");
        Replace(file, tokens[0]);
        using var done = new CancellationTokenSource();
        var replacing = Task.Run(() =>
        {
            for (var n = 0; !done.IsCancellationRequested; n++)
                Replace(file, tokens[n % tokens.Length]);
        });

        var source = new FileTokenSource(file, "AWS_WEB_IDENTITY_TOKEN_FILE");
        var seen = new HashSet<string>();
        for (var read = 0; read < 1000; read++)
            seen.Add(await source.GetTokenAsync());

        await done.CancelAsync();
        await replacing;
        Assert.Subset(tokens.ToHashSet(), seen);
        Assert.True(seen.Count > 1, "The token was never seen to change.");
    }

    /// <summary>As the kubelet does: the new file is whole before it takes the old one's place.</summary>
    private void Replace(string file, string token)
    {
        var next = Path.Combine(_folder.FullName, "next");
        File.WriteAllText(next, token);
        File.Move(next, file, overwrite: true);
    }
}

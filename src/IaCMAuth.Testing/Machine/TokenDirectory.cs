namespace IaCMAuth.Testing.Machine;

/// <summary>A folder with one token file, replaced as a kubelet replaces it: a reader sees the old token or the new one, whole.</summary>
internal sealed class TokenDirectory : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iacmauth-token-").FullName;

    public string File => Path.Combine(_folder, "token");

    public void Write(string token)
    {
        var next = Path.Combine(_folder, "next");
        System.IO.File.WriteAllText(next, token);
        System.IO.File.Move(next, File, overwrite: true);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace IaCMAuth.IntegrationTests.Moto;

/// <summary>
/// moto_server as a child process on a free loopback port: an STS, IMDS and S3 that nobody here wrote. Where it is not installed, tests that need it count as
/// skipped; with <c>CI=true</c> they fail.
/// </summary>
public sealed class MotoServer : IAsyncLifetime
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private Process? _process;
    private string? _missing;

    private string Root { get; } = $"http://127.0.0.1:{FreePort()}";

    /// <summary>The server's base address; ends the test as skipped where there is no server.</summary>
    public string Url
    {
        get
        {
            if (_missing is null)
                return Root;
            if (Environment.GetEnvironmentVariable("CI") == "true")
                Assert.Fail(_missing);
            Assert.Skip(_missing);
            return Root;
        }
    }

    public async ValueTask InitializeAsync()
    {
        try
        {
            var start = new ProcessStartInfo("moto_server", ["-H", "127.0.0.1", "-p", new Uri(Root).Port.ToString(System.Globalization.CultureInfo.InvariantCulture)])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            _process = Process.Start(start);
            _process!.BeginOutputReadLine();
            _process.BeginErrorReadLine();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            _missing = "moto_server is not installed (pip install 'moto[server]').";
            return;
        }

        await WaitUntilReadyAsync();
    }

    /// <summary>Lets that many requests pass unchecked, and checks signatures and keys of all that follow; 0 checks from now on.</summary>
    public async Task CheckAuthAfterAsync(int requests)
    {
        using var response = await Http.PostAsync(new Uri($"{Url}/moto-api/reset-auth"), new StringContent(requests.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        response.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null)
            return;
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task WaitUntilReadyAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await beat.WaitForNextTickAsync(patience.Token))
        {
            try
            {
                using var response = await Http.GetAsync(new Uri($"{Root}/moto-api/data.json"), patience.Token);
                if (response.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

using System.Text;
using IaCMAuth.Testing.Sts;
using Microsoft.AspNetCore.Http;

namespace IaCMAuth.Testing.Http;

/// <summary>Something that goes wrong with one request: answers in the service's place (true), or lets it go on (false).</summary>
internal delegate Task<bool> Fault(HttpContext context);

/// <summary>What can go wrong between a client and AWS.</summary>
internal static class Faults
{
    public static Fault Error(int status, string code, string message = "Scripted.") =>
        async context =>
        {
            await StsXml.WriteAsync(context, status, StsXml.Error(code, message)).ConfigureAwait(false);
            return true;
        };

    public static Fault Body(string body, string contentType = "text/xml", int status = 200) => async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        await context.Response.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
        return true;
    };

    public static Fault Redirect(Uri to, int status = 307) => context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = to.ToString();
        return Task.FromResult(true);
    };

    /// <summary>Takes the request and never answers.</summary>
    public static Fault Silence => async context =>
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.Abort();
        return true;
    };

    public static Fault CutConnection => context =>
    {
        context.Abort();
        return Task.FromResult(true);
    };

    /// <summary>Sends a byte of the body at a time, and never the last.</summary>
    public static Fault SlowBody(TimeSpan pause) => async context =>
    {
        context.Response.ContentLength = 1 << 20;
        var one = Encoding.ASCII.GetBytes("<");
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.Body.WriteAsync(one, CancellationToken.None).ConfigureAwait(false);
            await context.Response.Body.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            await Task.Delay(pause, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return true;
    };

    /// <summary>Waits before the request is served as usual.</summary>
    public static Fault After(Func<CancellationToken, Task> wait) => async context =>
    {
        await wait(context.RequestAborted).ConfigureAwait(false);
        return false;
    };
}

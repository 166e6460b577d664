using System.Net;
using IaCMAuth.Providers.InstanceProfile;
using IaCMAuth.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace IaCMAuth.Tests.Providers.InstanceProfile;

public sealed class MetadataTimingTests
{
    private readonly FakeTimeProvider _time = Some.Time();

    [Theory]
    [InlineData(479, 1)]
    [InlineData(480, 2)]
    public async Task Will_renew_the_metadata_token_two_minutes_before_its_end(int secondsLater, int tokens)
    {
        var http = new ScriptedHttp(request => MachineAnswer.Metadata(request, tokenLifeSeconds: 600));
        var provider = Provider(http);
        await provider.GetCredentialsAsync();

        _time.Advance(TimeSpan.FromSeconds(secondsLater));
        await provider.GetCredentialsAsync();

        Assert.Equal(tokens, http.Requests.Count(r => r.Method == HttpMethod.Put));
    }

    [Fact]
    public async Task Will_give_an_answer_one_second_and_ask_a_second_time()
    {
        var asked = new SemaphoreSlim(0);
        var http = Silent(asked);
        var call = Provider(http).GetCredentialsAsync().AsTask();

        await asked.WaitAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        await PauseAsync(call, http, requests: 2);
        await asked.WaitAsync();
        Assert.False(call.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("IACM3020", (await Assert.ThrowsAsync<CredentialSourceUnavailableException>(() => call)).Code);
    }

    [Fact]
    public async Task Will_end_the_whole_flight_after_five_seconds_however_slowly_each_answer_comes()
    {
        // Each answer takes 0.9 s, within its own limit; two tokens refused and the trees' server errors add up to more than five.
        var (time, tokens) = (new PassingTime(), 0);
        var http = new ScriptedHttp(request =>
        {
            time.Advance(TimeSpan.FromSeconds(0.9));
            return request.Method == HttpMethod.Put && ++tokens > 2 ? MachineAnswer.Metadata(request) : new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        });
        var provider = new InstanceProfileCredentialProvider(new InstanceProfileOptions(), Some.Environment(), http, time);

        var error = await Assert.ThrowsAsync<CredentialSourceUnavailableException>(async () => await provider.GetCredentialsAsync());

        Assert.Equal("IACM3002", error.Code);
        Assert.InRange(time.GetUtcNow() - The.Now, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5.9));
    }

    private InstanceProfileCredentialProvider Provider(ScriptedHttp http) => new(new InstanceProfileOptions(), Some.Environment(), http, _time);

    private static ScriptedHttp Silent(SemaphoreSlim asked) => new(async (_, token) =>
    {
        asked.Release();
        await Task.Delay(Timeout.Infinite, token);
        throw new InvalidOperationException();
    });

    /// <summary>Lets the pause before another attempt pass.</summary>
    private async Task PauseAsync(Task call, ScriptedHttp http, int requests)
    {
        while (http.Requests.Count < requests && !call.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }
    }

    /// <summary>A clock on which pauses pass by themselves; limits wait for the time that the work takes.</summary>
    private sealed class PassingTime() : FakeTimeProvider(The.Now)
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime < TimeSpan.FromSeconds(0.9))
                ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
            return timer;
        }
    }
}

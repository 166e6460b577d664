using IaCMAuth.AssumeRole;

namespace IaCMAuth.Tests.AssumeRole;

public sealed class SessionNameTests
{
    [Theory]
    [InlineData("irsa", null, null, "irsa")]
    [InlineData("irsa", "network-prod", null, "irsa-network-prod")]
    [InlineData("irsa", "network-prod", RunPhase.Apply, "irsa-network-prod-apply")]
    [InlineData("my node", "team/net", RunPhase.Plan, "my-node-team-net-plan")]
    [InlineData("ä", null, null, "iacm--")]
    [InlineData("x", null, null, "iacm-x")]
    public void Will_tell_who_acted(string connector, string? workspace, RunPhase? phase, string expected) =>
        Assert.Equal(expected, SessionName.For(connector, workspace, phase));

    [Fact]
    public void Will_stay_distinct_and_within_64_characters_where_it_is_cut()
    {
        var one = SessionName.For("irsa", new string('w', 80) + "1");
        var two = SessionName.For("irsa", new string('w', 80) + "2");

        Assert.Equal(64, one.Length);
        Assert.NotEqual(one, two);
        Assert.Equal(one, SessionName.For("irsa", new string('w', 80) + "1"));
    }
}

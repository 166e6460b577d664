using System.Text.Json;
using System.Text.Json.Serialization;

namespace IaCMAuth.Tests.Cases;

/// <summary>The content of a case.json; the README beside it explains every field.</summary>
internal sealed record RecordedCase
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    public required string Documentation { get; init; }

    public Dictionary<string, string> Settings { get; init; } = [];

    public Dictionary<string, string> Environment { get; init; } = [];

    public Dictionary<string, string> Files { get; init; } = [];

    public Dictionary<string, string[]> Hosts { get; init; } = [];

    public int Calls { get; init; } = 1;

    public List<Exchange> Exchanges { get; init; } = [];

    public required Outcome Expected { get; init; }

    public static RecordedCase Read(string file) => JsonSerializer.Deserialize<RecordedCase>(File.ReadAllText(file), Strict)!;
}

/// <summary>One request that is to come, and what it gets.</summary>
internal sealed record Exchange
{
    public required string Request { get; init; }

    public Dictionary<string, string> Headers { get; init; } = [];

    public int Status { get; init; } = 200;

    public Dictionary<string, string> AnswerHeaders { get; init; } = [];

    public JsonElement Body { get; init; }

    public int Repeat { get; init; } = 1;

    public string? Fault { get; init; }

    [JsonIgnore]
    public string Text => Body.ValueKind switch
    {
        JsonValueKind.Undefined => string.Empty,
        JsonValueKind.String => string.Concat(Enumerable.Repeat(Body.GetString(), Repeat)),
        _ => Body.GetRawText(),
    };
}

/// <summary>How the last call ends.</summary>
internal sealed record Outcome
{
    public string? Error { get; init; }

    public string? Kind { get; init; }

    public bool? Recoverable { get; init; }

    public string[] Says { get; init; } = [];

    public string? AccessKeyId { get; init; }

    public string? AccountId { get; init; }

    public string? Expiration { get; init; }

    public string? Source { get; init; }
}

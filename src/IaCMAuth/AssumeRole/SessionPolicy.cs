using System.Text.Encodings.Web;
using System.Text.Json;

namespace IaCMAuth.AssumeRole;

/// <summary>An inline session policy, checked to be JSON and compacted: AWS counts every character.</summary>
internal static class SessionPolicy
{
    public const int Longest = 2048;

    public static bool TryCompact(string text, out string compact)
    {
        compact = string.Empty;
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return false;
            using var buffer = new MemoryStream();
            using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
                document.RootElement.WriteTo(writer);
            compact = System.Text.Encoding.UTF8.GetString(buffer.ToArray());
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

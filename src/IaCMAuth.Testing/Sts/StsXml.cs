using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace IaCMAuth.Testing.Sts;

/// <summary>Answers of STS as AWS words them: the query protocol's XML.</summary>
internal static class StsXml
{
    private static readonly XNamespace Namespace = "https://sts.amazonaws.com/doc/2011-06-15/";

    public static XElement Result(string action, params object?[] content) => new(
        Namespace + $"{action}Response",
        new XElement(Namespace + $"{action}Result", content),
        new XElement(Namespace + "ResponseMetadata", RequestId()));

    public static XElement Error(string code, string message) => new(
        Namespace + "ErrorResponse",
        new XElement(Namespace + "Error", Element("Type", "Sender"), Element("Code", code), Element("Message", message)),
        RequestId());

    public static XElement Element(string name, params object?[] content) => new(Namespace + name, content);

    public static Task WriteAsync(HttpContext context, int status, XElement body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/xml";
        return context.Response.WriteAsync(body.ToString(SaveOptions.DisableFormatting), context.RequestAborted);
    }

    private static XElement RequestId() => Element("RequestId", Guid.NewGuid());
}

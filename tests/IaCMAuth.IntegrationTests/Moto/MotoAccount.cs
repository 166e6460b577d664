using System.Xml.Linq;

namespace IaCMAuth.IntegrationTests.Moto;

/// <summary>A user with keys, a role and a bucket in moto's account, made over its IAM and S3.</summary>
internal sealed class MotoAccount(string url)
{
    public const string RoleArn = "arn:aws:iam::123456789012:role/deployer";
    public const string Bucket = "state-of-network-prod";
    public const string Key = "terraform.tfstate";

    private const string Everything = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";
    private const string AnyCaller = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}""";

    private static readonly HttpClient Http = new();

    public async Task<StaticKeysOptions> CreateAsync()
    {
        await IamAsync("CreateUser", ("UserName", "ci"));
        await IamAsync("PutUserPolicy", ("UserName", "ci"), ("PolicyName", "p"), ("PolicyDocument", Everything));
        await IamAsync("CreateRole", ("RoleName", "deployer"), ("AssumeRolePolicyDocument", AnyCaller));
        await IamAsync("PutRolePolicy", ("RoleName", "deployer"), ("PolicyName", "p"), ("PolicyDocument", Everything));
        await PutAsync($"{url}/{Bucket}");
        await PutAsync($"{url}/{Bucket}/{Key}");
        var answer = await IamAsync("CreateAccessKey", ("UserName", "ci"));
        string Value(string name) => answer.Descendants().First(e => e.Name.LocalName == name).Value;
        return new StaticKeysOptions { AccessKeyId = Value("AccessKeyId"), SecretAccessKey = Value("SecretAccessKey") };
    }

    private async Task<XDocument> IamAsync(string action, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new FormUrlEncodedContent([new("Action", action), new("Version", "2010-05-08"), .. fields.Select(f => new KeyValuePair<string, string>(f.Name, f.Value))]),
        };
        request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=test/20260301/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=0");
        using var response = await Http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, body);
        return XDocument.Parse(body);
    }

    private static async Task PutAsync(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, address);
        request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=test/20260301/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0");
        using var response = await Http.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }
}

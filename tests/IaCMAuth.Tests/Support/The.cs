namespace IaCMAuth.Tests.Support;

/// <summary>The values that tests share.</summary>
internal static class The
{
    public const string AccessKeyId = "AKIAIOSFODNN7EXAMPLE";
    public const string SessionKeyId = "ASIAIOSFODNN7EXAMPLE";
    public const string Secret = "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";
    public const string SessionSecret = "je7MtGbClwBF/2Zp9Utk/h3yCo8nvbSECRETKEY2";
    public const string SessionToken = "AQoDYXdzEPT//////////SESSIONTOKEN//wXtc764Bq=";
    public const string Role = "arn:aws:iam::222222222222:role/deployer";
    public const string OtherRole = "arn:aws:iam::333333333333:role/dns";
    public const string AccountId = "222222222222";
    public const string Audience = "sts.amazonaws.com";
    public const string Subject = "system:serviceaccount:iac:runner";

    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Expiration = Now.AddHours(1);

    public static readonly string[] Secrets = [Secret, SessionSecret, SessionToken];
}

using IaCMAuth;
using IaCMAuth.Testing;

// A consumer's own test: a role in another account, reached over an STS that checks what it is given.
await using var aws = await LocalAws.StartAsync();
var user = aws.AddUser("111111111111", "ci");
var role = aws.AddRole("arn:aws:iam::222222222222:role/deployer", TrustPolicy.ForPrincipal(user.Arn, externalId: "ext-1"));
var hop = new AssumeRoleOptions { RoleArn = role.Arn, ExternalId = "ext-1" };
await using var provider = CredentialProviders.StaticKeys(user.Keys).AssumeRole(hop, aws.Sts).Cached();
Console.WriteLine((await provider.GetCallerIdentityAsync(aws.Sts)).Arn);

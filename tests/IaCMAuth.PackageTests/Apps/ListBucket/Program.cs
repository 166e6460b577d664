using Amazon.S3;
using Amazon.S3.Model;
using IaCMAuth;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

var configuration = new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(args[0])).Build();
var services = new ServiceCollection();
services.AddIacmAwsAuth(configuration.GetSection("IacmAwsAuth"));
await using var provider = services.BuildServiceProvider();
var credentials = provider.GetRequiredService<ICredentialProviderFactory>().ForWorkspace("network-prod", RunPhase.Apply);

var config = new AmazonS3Config { ServiceURL = args[1], ForcePathStyle = true, AuthenticationRegion = "us-east-1" };
using var s3 = new AmazonS3Client(credentials.ToAwsCredentials(), config);
foreach (var found in (await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = args[2] })).S3Objects)
    Console.WriteLine(found.Key);
var identity = await credentials.GetCredentialsAsync();
Console.WriteLine(identity.Source);

namespace IaCMAuth;

/// <summary>Every code an error of this library can carry. 1xxx configuration, 2xxx rejected, 3xxx unavailable. Documented in <c>docs/errors.md</c>.</summary>
internal static class ErrorCodes
{
    public const string SeveralProblems = "IACM1000";
    public const string SettingMissing = "IACM1001";
    public const string SettingBlank = "IACM1002";
    public const string WrongShape = "IACM1003";
    public const string UnknownSetting = "IACM1004";
    public const string NotConvertible = "IACM1005";
    public const string UnknownAuthMode = "IACM1006";
    public const string SettingsOfAnotherMode = "IACM1007";
    public const string InfrastructureClash = "IACM1008";
    public const string InvalidStaticKeys = "IACM1009";
    public const string InvalidArn = "IACM1010";
    public const string PartitionMismatch = "IACM1011";
    public const string OutOfLimits = "IACM1012";
    public const string ChainingCap = "IACM1013";
    public const string RoleTwice = "IACM1014";
    public const string NothingCarriesIt = "IACM1015";
    public const string InvalidSessionPolicy = "IACM1016";
    public const string RegionMissing = "IACM1017";
    public const string InvalidEndpoint = "IACM1018";
    public const string UnknownName = "IACM1019";
    public const string PhaseRequired = "IACM1020";
    public const string CustomProviderMissing = "IACM1021";
    public const string TokenSourceAmbiguous = "IACM1022";
    public const string SetTwice = "IACM1023";
    public const string TokenFileMissing = "IACM1030";
    public const string TokenFileIsDirectory = "IACM1031";
    public const string TokenFileUnreadable = "IACM1032";
    public const string TokenEmpty = "IACM1033";
    public const string TokenTooLong = "IACM1034";
    public const string TokenNotJwt = "IACM1035";
    public const string TokenVariableMissing = "IACM1036";
    public const string TokenAudience = "IACM1037";

    public const string MetadataDisabled = "IACM1040";
    public const string InvalidMetadataEndpoint = "IACM1041";
    public const string NoInstanceRole = "IACM1042";
    public const string SeveralInstanceRoles = "IACM1043";
    public const string InstanceRoleUnknown = "IACM1044";
    public const string IrsaNotInjected = "IACM1045";
    public const string TokenSubject = "IACM1046";
    public const string ContainerNotInjected = "IACM1047";
    public const string ContainerUriRefused = "IACM1048";
    public const string AuthorizationTokenMalformed = "IACM1049";

    public const string AccessDenied = "IACM2001";
    public const string WebIdentityRefused = "IACM2002";
    public const string TokenExpired = "IACM2003";
    public const string BaseCredentialsRefused = "IACM2004";
    public const string PolicyMalformed = "IACM2005";
    public const string PolicyTooLarge = "IACM2006";
    public const string RegionDisabled = "IACM2007";
    public const string RequestInvalid = "IACM2008";
    public const string AccountNotAllowed = "IACM2009";
    public const string SessionExpired = "IACM2010";
    public const string MetadataForbidden = "IACM2020";
    public const string InstanceRoleRefused = "IACM2021";
    public const string ContainerRefused = "IACM2022";
    public const string Refused = "IACM2099";

    public const string Unreachable = "IACM3001";
    public const string TimedOut = "IACM3002";
    public const string Throttled = "IACM3003";
    public const string ServerError = "IACM3004";
    public const string MalformedAnswer = "IACM3005";
    public const string Redirected = "IACM3006";
    public const string AlreadyExpired = "IACM3007";
    public const string IdentityProviderUnreachable = "IACM3008";
    public const string TooStale = "IACM3009";
    public const string LifeTooShort = "IACM3010";
    public const string ProviderFailed = "IACM3011";
    public const string MetadataSilent = "IACM3020";
}

namespace Portfolio.Web.Security;

/// <summary>A page whose address is a secret: nobody keeps it, hands it on as <c>Referer</c>, or lists it.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SecretAddressAttribute : Attribute;

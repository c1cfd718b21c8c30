namespace Portfolio.Web.SignIn;

/// <summary>What is wrong with a form, in the user's language.</summary>
/// <param name="Field">Name of the field; "" = the form as a whole.</param>
/// <param name="Text">What is wrong.</param>
internal sealed record FormFault(string Field, string Text);

using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Portfolio.Web.Mails;

/// <summary>Renders a Razor view where there is no request.</summary>
internal sealed class ViewRendering(IRazorViewEngine engine, ITempDataProvider tempData, IServiceScopeFactory scopes)
{
    /// <summary>Under which the view finds its <see cref="MailFrame"/>.</summary>
    public const string Frame = "Frame";

    public async Task<string> RenderAsync(string path, object model, MailFrame frame)
    {
        await using var scope = scopes.CreateAsyncScope();
        var nobody = new ActionContext(new DefaultHttpContext { RequestServices = scope.ServiceProvider }, new RouteData(), new ActionDescriptor());
        var found = engine.GetView(null, path, isMainPage: true);
        found.EnsureSuccessful(null);
        await using var text = new StringWriter();
        var data = new ViewDataDictionary(new EmptyModelMetadataProvider(), new ModelStateDictionary()) { Model = model, [Frame] = frame };
        await found.View.RenderAsync(new ViewContext(
            nobody, found.View, data, new TempDataDictionary(nobody.HttpContext, tempData), text, new HtmlHelperOptions()));
        return text.ToString();
    }
}

using System.Diagnostics;
using System.Text.Json;
using Portfolio.Database;

namespace Portfolio.Web.Tests.FrontEnd;

/// <summary>Runs what the front end is made of outside a browser, by the Node.js that bundles it.</summary>
internal static class Script
{
    // Bundled as for the browser, so that the very code is run that the pages load.
    private const string Runner = """
        import { build } from 'esbuild';
        let text = '';
        for await (const part of process.stdin) text += part;
        const { modules, body, inputs } = JSON.parse(text);
        const contents = modules.map(name => `export * from './grid/${name}';`).join('\n');
        const { outputFiles } = await build({ stdin: { contents, resolveDir: 'ClientApp', loader: 'ts' }, bundle: true, write: false, format: 'esm', target: 'es2022' });
        const code = await import('data:text/javascript;base64,' + Buffer.from(outputFiles[0].contents).toString('base64'));
        const run = new Function('code', 'input', body);
        console.log(JSON.stringify(inputs.map(input => run(code, input)), (_, value) => typeof value === 'bigint' ? value.toString() : value));
        """;

    /// <summary>Runs a piece of JavaScript once for every input.</summary>
    /// <param name="modules">Modules of ClientApp/grid it uses, as <c>code</c>.</param>
    /// <param name="body">Body of a function of <c>code</c> and <c>input</c>; big integers it gives come as texts.</param>
    /// <param name="inputs">The inputs.</param>
    public static async Task<IReadOnlyList<T>> RunAsync<T>(string[] modules, string body, IEnumerable<object> inputs)
    {
        using var node = Process.Start(new ProcessStartInfo("node", ["--input-type=module", "-e", Runner])
        {
            WorkingDirectory = RepositoryFolder.Require(Path.Combine("src", "Portfolio.Web")),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = node.StandardOutput.ReadToEndAsync();
        var errors = node.StandardError.ReadToEndAsync();
        await JsonSerializer.SerializeAsync(node.StandardInput.BaseStream, new { modules, body, inputs });
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        Assert.That(node.ExitCode, Is.Zero, await errors);
        return JsonSerializer.Deserialize<List<T>>(await output, JsonSerializerOptions.Web)!;
    }
}

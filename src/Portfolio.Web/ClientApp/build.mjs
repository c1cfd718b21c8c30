// Bundles styles and scripts into wwwroot/dist. Names carry no hash: the server fingerprints them.
import { build } from 'esbuild';
import { rm } from 'node:fs/promises';

const out = 'wwwroot/dist';
await rm(out, { recursive: true, force: true });
await build({
  entryPoints: { site: 'ClientApp/site.ts', charts: 'ClientApp/charts.ts', 'capital-grid': 'ClientApp/capital-grid.ts', 'work-grid': 'ClientApp/work-grid.ts', styles: 'ClientApp/styles.css' },
  outdir: out,
  bundle: true,
  minify: true,
  format: 'esm',
  target: ['es2022'],
  loader: { '.woff2': 'file', '.woff': 'file' },
  assetNames: 'fonts/[name]',
  logLevel: 'warning',
});

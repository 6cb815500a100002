/**
 * Bundles the console into `dist/site`: what a browser loads, with every file also compressed, so that the server only sends. Needs the
 * compiled `wire`, whose operations are told to the bundle as a table of routes: the schemas stay on the server.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { listFiles, root } from './toolchain.mjs';

const source = join(root, 'src/console');
const out = join(root, 'dist/site');

/** Builds all of it anew. */
export async function buildConsole() {
  const { build } = await import('vite');
  rmSync(out, { recursive: true, force: true });
  await build({
    configFile: false,
    root: source,
    publicDir: join(source, 'public'),
    logLevel: 'warn',
    plugins: [routesPlugin(await routeTable())],
    build: {
      outDir: out,
      emptyOutDir: true,
      target: 'es2022',
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0, // nothing inline: the page's policy takes files only
      chunkSizeWarningLimit: 1000,
    },
  });
  compressFiles();
}

/** The table that `console/client/routes.d.ts` declares. */
function routesPlugin(table) {
  const id = 'interline:routes';
  return {
    name: id,
    resolveId: (name) => (name === id ? `\0${id}` : undefined),
    load: (name) => (name === `\0${id}` ? `export const ROUTES = ${JSON.stringify(table)};` : undefined),
  };
}

async function routeTable() {
  const load = (file) => import(pathToFileURL(join(root, 'dist/wire', file)).href);
  const [{ OPERATIONS }, { routeOf }] = await Promise.all([load('operations.js'), load('route.js')]);
  return Object.fromEntries(Object.entries(OPERATIONS).map(([name, operation]) => [name, routeOf(operation)]));
}

function compressFiles() {
  for (const file of listFiles('dist/site', (name) => /\.(html|js|css|svg|json|wasm|webmanifest)$/.test(name))) {
    const path = join(root, file);
    const bytes = readFileSync(path);
    if (bytes.length < 500) continue;
    const params = { [constants.BROTLI_PARAM_QUALITY]: bytes.length > 1e6 ? 9 : 11 };
    writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  }
}

/**
 * Bundles the console into `dist/site`: what a browser loads, with every file also compressed, so that the server only sends. Needs the
 * compiled `wire`, whose operations are told to the bundle as a table of routes: the schemas stay on the server.
 */
import { createHash } from 'node:crypto';
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
    plugins: [tellingPlugin('interline:routes', 'ROUTES', await routeTable())],
    build: {
      outDir: out,
      emptyOutDir: true,
      manifest: 'manifest.json',
      target: 'es2022',
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0, // nothing inline: the page's policy takes files only
      chunkSizeWarningLimit: 1000,
      rolldownOptions: { checks: { pluginTimings: false } }, // on a busy machine all of them are slow
    },
  });
  await buildDockWorker(build);
  rmSync(join(out, 'manifest.json'));
  compressFiles();
}

/** The dock's service worker, a file of its own, told which files its pages need. */
async function buildDockWorker(build) {
  await build({
    configFile: false,
    root: source,
    publicDir: false,
    logLevel: 'warn',
    plugins: [tellingPlugin('interline:dock-shell', 'SHELL', dockShell())],
    build: {
      outDir: out,
      emptyOutDir: false,
      target: 'es2022',
      rollupOptions: {
        input: join(source, 'docks/device/dock-worker.ts'),
        output: { format: 'iife', entryFileNames: 'dock-worker.js' },
      },
    },
  });
}

/** What the dock loads: the console's beginning, its words, the dock's page and all that these import. Fonts and the like are kept once used. */
function dockShell() {
  const chunks = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
  const files = new Set(['/index.html', '/first-paint.js', '/icon.svg']);
  const add = (key) => {
    const chunk = chunks[key];
    if (chunk === undefined) throw new Error(`The console has no part ${key}, which the dock needs.`);
    if (files.has(`/${chunk.file}`)) return;
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(`/${file}`);
    for (const imported of chunk.imports ?? []) add(imported);
  };
  for (const key of ['index.html', 'docks/docks-page.tsx', 'widgets/camera.ts', 'words/en/all.ts', 'words/hi/all.ts'])
    add(key);
  for (const file of listFiles('dist/site', (name) =>
    /(inter-latin-wght|devanagari-(400|600)).*\.woff2$|zxing.*\.wasm$/.test(name),
  )) {
    files.add(file.slice('dist/site'.length));
  }
  const list = [...files].toSorted();
  const version = createHash('sha256')
    .update(readFileSync(join(out, 'index.html')))
    .update(list.join())
    .digest('hex');
  return { version: version.slice(0, 12), files: list };
}

/** Lets the console import what only the build knows, as a constant of a module that its `.d.ts` declares. */
function tellingPlugin(id, constant, value) {
  return {
    name: id,
    resolveId: (name) => (name === id ? `\0${id}` : undefined),
    load: (name) => (name === `\0${id}` ? `export const ${constant} = ${JSON.stringify(value)};` : undefined),
  };
}

async function routeTable() {
  const load = (file) => import(pathToFileURL(join(root, 'dist/wire', file)).href);
  const [{ OPERATIONS }, { routeOf }] = await Promise.all([load('operations.js'), load('http/route.js')]);
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

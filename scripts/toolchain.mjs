/** What every script needs: run a program, install packages when the lock file asks for it, build. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Runs a program in the repository; resolves with its exit code and, unless it prints by itself, its output. */
export function run(program, args, { quiet = true, env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      env: { ...process.env, ...env },
    });
    let output = '';
    child.stdout?.on('data', (bytes) => (output += bytes));
    child.stderr?.on('data', (bytes) => (output += bytes));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code: code ?? (signal ? 1 : 0), output }));
  });
}

/** Runs a tool of the packages in node_modules by the file that its package names as its command. */
export function runTool(name, args, options) {
  const file = join(root, 'node_modules', '.bin', name);
  return process.platform === 'win32' ? run(`${file}.cmd`, args, options) : run(file, args, options);
}

/** Installs the locked packages when there are none or the lock file changed since; returns what was done. */
export async function ensureInstalled() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  const locked = join(root, 'package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(locked).mtimeMs) return 'packages are current';
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { code, output } = await run(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (code !== 0) throw new Error(`npm ci failed\n${output}`);
  return 'installed packages from the lock file';
}

/**
 * Compiles every layer and bundles the console. Output whose source is gone is removed first, so that no test or module of an earlier state
 * can run; `force` compiles again even what looks current.
 */
export async function build({ force = false } = {}) {
  removeStaleOutput();
  const { code, output } = await runTool('tsc', force ? ['-b', '--force'] : ['-b']);
  if (code !== 0) throw new Error(`the build failed\n${output}`);
  const { buildConsole } = await import('./build-console.mjs');
  await buildConsole();
}

/** Every file below a folder that `keep` accepts, as paths relative to the repository, sorted. */
export function listFiles(folder, keep) {
  const absolute = join(root, folder);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)).replaceAll('\\', '/'))
    .filter(keep)
    .toSorted();
}

function removeStaleOutput() {
  const compiled = (path) => /\.(js|js\.map|d\.ts)$/.test(path) && !path.startsWith('dist/site/');
  for (const file of listFiles('dist', compiled)) {
    const stem = file.slice('dist/'.length).replace(/\.(js|js\.map|d\.ts)$/, '');
    const source = join(root, stem.startsWith('bench/') ? stem : join('src', stem));
    if (!existsSync(`${source}.ts`) && !existsSync(`${source}.tsx`)) rmSync(join(root, file));
  }
}

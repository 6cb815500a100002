import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = new URL('../../', import.meta.url);
const BIN = fileURLToPath(new URL('bin/interline.mjs', ROOT));
const FROM_SOURCE = ['--import', new URL('scripts/from-source.mjs', ROOT).href];
const SOURCE = fileURLToPath(new URL('src/cli/main.ts', ROOT));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** For tests: runs the built command line as a user does and resolves when it has ended. */
export function runInterlineCommand(...args: readonly string[]): Promise<Ended> {
  return ended(startInterlineCommand(...args));
}

/** For tests: the same from the TypeScript sources, as they are before a build. */
export function runInterlineFromSource(...args: readonly string[]): Promise<Ended> {
  return ended(startNode(...FROM_SOURCE, SOURCE, ...args));
}

/** For tests: starts the built command line and leaves it running. */
export function startInterlineCommand(...args: readonly string[]): ChildProcess {
  return startNode(BIN, ...args);
}

/** For tests: the same with other values of the environment. */
export function startInterlineIn(
  environment: Readonly<Record<string, string>>,
  ...args: readonly string[]
): ChildProcess {
  return spawn(process.execPath, [BIN, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
}

function startNode(...args: readonly string[]): ChildProcess {
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
}

/** What a started command printed, once it has ended. */
export function ended(child: ChildProcess): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (bytes: Buffer) => (stdout += bytes.toString('utf8')));
  child.stderr?.on('data', (bytes: Buffer) => (stderr += bytes.toString('utf8')));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

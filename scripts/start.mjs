/**
 * `npm start`: from a fresh clone to the service in the browser. Installs and builds what is missing, makes the India
 * example if there is none, plans it if it is not planned, and serves it with its report until Ctrl-C.
 *
 *   PORT=9000 npm start            another port than 8080
 *   HOST=0.0.0.0 npm start         for the whole network, not only this machine
 */
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build, ensureInstalled, root } from './toolchain.mjs';

const workspace = 'india';
const plan = join(workspace, 'plan');
const port = Number(process.env.PORT ?? 8080);
const host = process.env.HOST ?? '127.0.0.1';

try {
  await portIsFree();
  console.log('Getting packages and compiling ...');
  await ensureInstalled();
  await build();
  if (!existsSync(join(root, workspace, 'interline.yaml'))) {
    await interline('example', 'india', '--out', workspace, '--start', 'recent');
  }
  if (!existsSync(join(root, plan, 'report.html'))) {
    await interline('plan', workspace, '--out', plan, '--seconds', '30');
  }
  await interline('serve', workspace, '--port', String(port), '--host', host);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

/** Fails before a minute of work when the report could not be served after it. */
function portIsFree() {
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new Error(`PORT=${process.env.PORT} is not a port.`);
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => {
      const taken = error.code === 'EADDRINUSE';
      const hint = `Port ${port} is taken by another program. Choose another: PORT=${port + 1} npm start`;
      reject(new Error(taken ? hint : `Cannot listen on ${host}:${port}: ${error.message}`));
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

/** Runs one command of the command line in this terminal; Ctrl-C reaches it and is left to it. */
function interline(...args) {
  console.log(`\n$ interline ${args.join(' ')}`);
  const child = spawn(process.execPath, ['bin/interline.mjs', ...args], { cwd: root, stdio: 'inherit' });
  const pass = (signal) => child.kill(signal);
  process.on('SIGINT', leaveToChild);
  process.on('SIGTERM', pass);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      process.off('SIGINT', leaveToChild);
      process.off('SIGTERM', pass);
      if (code === 0) resolve();
      else reject(new Error(`interline ${args[0]} did not finish (exit code ${code ?? 'none'})`));
    });
  });
}

function leaveToChild() {}

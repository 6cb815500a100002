#!/usr/bin/env node
import { existsSync } from 'node:fs';

const main = new URL('../dist/cli/main.js', import.meta.url);
if (existsSync(main)) {
  const { runInterline } = await import(main.href);
  await runInterline(process.argv);
} else {
  process.stderr.write('Interline is not built yet: run "npm ci" and "npm run build" first.\n');
  process.exitCode = 1;
}

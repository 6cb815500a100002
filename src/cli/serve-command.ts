import type { Command } from 'commander';
import { inputError } from '../base/input-error.js';
import { addCommand, printNote, printResult, wholeNumber } from './command-line.js';
import { listenForInterruption } from './interruption.js';
import { startStaticServer } from './static-server.js';
import { pagesOf } from './write-page.js';

interface ServeOptions {
  readonly port: number;
  readonly host: string;
  readonly json?: boolean;
}

/** `interline serve PLAN`: the pages of a plan folder and its files, for a browser. */
export function registerServe(program: Command): void {
  addCommand(program, 'serve', {
    description: 'show the pages of a plan folder in a browser; stops with Ctrl-C',
    examples: ['serve india/plan', 'serve india/plan --port 9000'],
  })
    .argument('<plan>', 'plan folder, as "interline plan" writes it')
    .option('--port <number>', 'port to listen on; 0 takes any free one', wholeNumber(0, 65535), 8080)
    .option('--host <address>', 'address to listen on; 0.0.0.0 shows the report to the whole network', '127.0.0.1')
    .action(serve);
}

async function serve(folder: string, { port, host, json }: ServeOptions): Promise<void> {
  const [home] = pagesOf(folder);
  if (home === undefined) {
    throw inputError({
      code: 'missing_file',
      file: folder,
      message: 'is not a plan folder: it has no report.html and no other page',
      suggestion: 'Plan a workspace first: interline plan DIR',
    });
  }
  const server = await startStaticServer({ folder, host, port, home });
  const address = `http://${host === '127.0.0.1' ? 'localhost' : host}:${server.port}`;
  printResult(json, { address, folder }, () => `The report is at ${address} (stop with Ctrl-C).`);
  await new Promise<void>((resolve) => {
    listenForInterruption(resolve);
  });
  await server.stop();
  printNote('Stopped.');
}

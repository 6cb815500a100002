import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Option, type Command } from 'commander';
import { inputError } from '../../base/input-error.js';
import { SETTINGS_FILE } from '../../feed/read-workspace.js';
import { addCommand, printNote, printResult, wholeNumber } from '../command-line.js';
import { listenForInterruption } from '../planning/interruption.js';
import { addressOf, LOG_LEVELS, type LogLevel, type Serving } from './serving.js';
import { startStaticServer } from './static-server.js';
import { pagesOf } from '../write-page.js';

interface ServeOptions {
  readonly port: number;
  readonly host: string;
  readonly database?: string;
  readonly proxied?: boolean;
  readonly allowPrivateWebhooks?: boolean;
  readonly oidc?: string;
  readonly rate: number;
  readonly personalDataDays: number;
  readonly log: LogLevel;
  readonly json?: boolean;
}

/** `interline serve DIR`: a workspace as a service, or the pages of a plan folder for a browser. */
export function registerServe(program: Command): void {
  addCommand(program, 'serve', {
    description: 'run the service on a workspace, or show the pages of a plan folder; stops with Ctrl-C',
    examples: ['serve india', 'serve india --port 9000', 'serve india/plan'],
    notes:
      'The data of a workspace is kept in its folder, or on the PostgreSQL server that DATABASE_URL names. The first start\n' +
      'makes an admin for each carrier and prints the password once.',
  })
    .argument('<dir>', 'workspace, or plan folder as "interline plan" writes it')
    .option('--port <number>', 'port to listen on; 0 takes any free one', wholeNumber(0, 65535), 8080)
    .option('--host <address>', 'address to listen on; 0.0.0.0 is the whole network', '127.0.0.1')
    .option('--database <folder>', 'folder of the data, unless DATABASE_URL names a server (default: DIR/database)')
    .option('--rate <number>', 'requests a minute that each key or user may make', wholeNumber(10), 6000)
    .option(
      '--personal-data-days <number>',
      'days after the end of its life until the personal data of a shipment is erased',
      wholeNumber(1),
      90,
    )
    .option('--proxied', 'a proxy in front ends TLS and passes requests of the network on, with X-Forwarded-For')
    .option('--allow-private-webhooks', 'webhooks may go to private addresses and without TLS: for tests')
    .option('--oidc <file>', 'settings of providers through which people sign in (OpenID Connect)')
    .addOption(
      new Option('--log <level>', 'what is logged, as JSON on standard error').choices(LOG_LEVELS).default('warn'),
    )
    .action(serve);
}

async function serve(dir: string, options: ServeOptions): Promise<void> {
  const running = existsSync(join(dir, SETTINGS_FILE)) ? await serveDir(dir, options) : await servePlan(dir, options);
  printResult(options.json, running.result, () => running.text);
  await new Promise<void>((resolve) => {
    listenForInterruption(resolve);
  });
  await running.stop();
  printNote('Stopped.');
}

/** Loads what the service stands on only here: no other command should wait for it. */
async function serveDir(dir: string, options: ServeOptions): Promise<Serving> {
  const { serveWorkspace } = await import('./serve-workspace.js');
  const { DATABASE_URL: url, INTERLINE_SECRET_KEY: secretKeys } = process.env;
  return serveWorkspace(dir, { ...options, url, secretKeys });
}

async function servePlan(folder: string, { port, host }: ServeOptions): Promise<Serving> {
  const [home] = pagesOf(folder);
  if (home === undefined) {
    throw inputError({
      code: 'missing_file',
      file: folder,
      message: 'is neither a workspace nor a plan folder: it has no interline.yaml, no report.html and no other page',
      suggestion: 'Plan a workspace first: interline plan DIR',
    });
  }
  const server = await startStaticServer({ folder, host, port, home });
  const address = addressOf(host, server.port);
  return {
    result: { address, folder },
    text: `The report is at ${address} (stop with Ctrl-C).`,
    stop: () => server.stop(),
  };
}

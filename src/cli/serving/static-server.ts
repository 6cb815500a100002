import { createReadStream } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { findStaticFile, staticHeaders } from '../../server/about/static-files.js';

export interface StaticServer {
  readonly port: number;
  /** Stops taking requests, lets those under way finish, and resolves when the port is free again. */
  stop(): Promise<void>;
}

export interface StaticServerOptions {
  readonly folder: string;
  readonly host: string;
  readonly port: number; // 0 takes any free one
  /** File that `/` stands for. */
  readonly home: string;
}

/** Serves the files of one folder for reading, nothing outside it, no listings. Rejects when the port is taken. */
export async function startStaticServer(options: StaticServerOptions): Promise<StaticServer> {
  const root = await realpath(options.folder);
  const server = createServer((request, response) => {
    answer(request, response, { root, home: options.home }).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else refuse(response, 500, `This file could not be read: ${String(error)}`);
    });
  });
  await listen(server, options);
  return { port: (server.address() as AddressInfo).port, stop: () => stop(server) };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { root, home }: { root: string; home: string },
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    refuse(response, 405, 'Only GET and HEAD are answered here.');
    return;
  }
  const file = await findStaticFile(root, request.url ?? '/', home);
  if (file === undefined) {
    refuse(response, 404, 'There is no such file here.');
    return;
  }
  response.writeHead(200, staticHeaders(file));
  if (request.method === 'HEAD' || file.byteCount === 0) response.end();
  else await pipeline(createReadStream(file.path, { end: file.byteCount - 1 }), response);
}

function refuse(response: ServerResponse, status: number, why: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(`${why}\n`);
}

function listen(server: Server, { host, port }: StaticServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(taken ? new Error(`Port ${port} of ${host} is taken by another program. Choose another port.`) : error);
    });
    server.listen(port, host, resolve);
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}

import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';

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

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

/** The report carries its styles and pictures inline and needs nothing from anywhere. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data: 'self'";

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
  const file = await findFile(root, request.url ?? '/', home);
  if (file === undefined) {
    refuse(response, 404, 'There is no such file here.');
    return;
  }
  const extension = extname(file.path);
  response.writeHead(200, {
    'content-type': CONTENT_TYPES[extension] ?? 'application/octet-stream',
    'content-length': file.byteCount,
    'cache-control': 'no-cache',
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
  });
  if (request.method === 'HEAD' || file.byteCount === 0) response.end();
  else await pipeline(createReadStream(file.path, { end: file.byteCount - 1 }), response);
}

/** The file a request names, if it is a regular file inside the folder, with links followed. */
async function findFile(root: string, url: string, home: string): Promise<FoundFile | undefined> {
  const name = decodePath(url.split(/[?#]/, 1)[0]);
  if (name === undefined) return undefined;
  try {
    const path = await realpath(join(root, name === '/' ? home : name));
    if (!path.startsWith(root + sep)) return undefined;
    const found = await stat(path);
    return found.isFile() ? { path, byteCount: found.size } : undefined;
  } catch {
    return undefined; // not there, not readable, or not a name a file can have
  }
}

interface FoundFile {
  readonly path: string;
  readonly byteCount: number;
}

/** Undefined for what no honest link asks for: bad escapes, `..`, hidden files, backslashes, control characters. */
function decodePath(path: string): string | undefined {
  try {
    const decoded = decodeURIComponent(path);
    const refused = decoded
      .split('/')
      .some((part) => part.startsWith('.') || part.includes('\\') || part.includes('\0'));
    return refused || !decoded.startsWith('/') ? undefined : decoded;
  } catch {
    return undefined;
  }
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

import { realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

/** A file that a request names. */
export interface StaticFile {
  readonly path: string;
  readonly byteCount: number;
}

/** The report carries its styles and pictures inline and needs nothing from anywhere. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data: 'self'";

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** The file of a folder that a request names, if it is a regular file inside it, with links followed; `/` is `home`. */
export async function findStaticFile(folder: string, url: string, home: string): Promise<StaticFile | undefined> {
  const name = decodePath(url.split(/[?#]/, 1)[0] ?? '');
  if (name === undefined) return undefined;
  try {
    const root = await realpath(folder);
    const path = await realpath(join(root, name === '/' ? home : name));
    if (!path.startsWith(root + sep)) return undefined;
    const found = await stat(path);
    return found.isFile() ? { path, byteCount: found.size } : undefined;
  } catch {
    return undefined; // not there, not readable, or not a name a file can have
  }
}

/** What a file holds, by its name. */
export function typeOfFile(path: string): string {
  return CONTENT_TYPES[extname(path)] ?? 'application/octet-stream';
}

/** Headers of a page of a plan. */
export function staticHeaders({ path, byteCount }: StaticFile): Record<string, string> {
  return {
    'content-type': typeOfFile(path),
    'content-length': String(byteCount),
    'cache-control': 'no-cache',
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
  };
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

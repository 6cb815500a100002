import { SHELL } from 'interline:dock-shell';

/*
 * The service worker of the dock, which the bundler makes a file of its own at `/dock-worker.js`. It answers pages below `/dock` only: with
 * the server where it answers, and with what was kept where it does not.
 */

/** What of a worker's world is used here; the console is compiled against that of pages. */
interface WorkerWorld {
  addEventListener(type: 'install' | 'activate', listener: (event: Lasting) => void): void;
  addEventListener(type: 'fetch', listener: (event: Asking) => void): void;
  addEventListener(type: 'message', listener: (event: Lasting & { readonly data: unknown }) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
  readonly location: Location;
}

interface Lasting {
  waitUntil(work: Promise<unknown>): void;
}

interface Asking extends Lasting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

const world = self as unknown as WorkerWorld;
const FILES = `dock-files-${SHELL.version}`;
/** Who is signed in, and whose networks these are: without them no page can be drawn. */
const TOLD = 'dock-told';
const TOLD_PATHS = ['/v1/session', '/v1/workspace'];

world.addEventListener('install', (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(FILES);
      await cache.addAll([...SHELL.files]);
      await world.skipWaiting();
    })(),
  );
});

world.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      const old = (await caches.keys()).filter((name) => name.startsWith('dock-files-') && name !== FILES);
      await Promise.all(old.map((name) => caches.delete(name)));
      await world.clients.claim();
    })(),
  );
});

world.addEventListener('message', (event) => {
  if (event.data === 'keep')
    event.waitUntil(Promise.all(TOLD_PATHS.map((path) => told(new Request(path)))).catch(() => undefined));
});

world.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== world.location.origin) return;
  if (pathname === '/v1/session' && request.method === 'DELETE') event.waitUntil(caches.delete(TOLD));
  if (request.method !== 'GET') return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else if (TOLD_PATHS.includes(pathname)) event.respondWith(told(request));
  else if (pathname.startsWith('/assets/') || SHELL.files.includes(pathname)) event.respondWith(file(request));
});

/** The console's first page, which is the same for every address. */
async function page(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match('/index.html');
    if (kept === undefined) throw error;
    return kept;
  }
}

/** As the server tells it, or as it told it last; nobody's any more once it says that nobody is signed in. */
async function told(request: Request): Promise<Response> {
  const cache = await caches.open(TOLD);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(request.url, answer.clone());
    else if (answer.status === 401) await cache.delete(request.url);
    return answer;
  } catch (error) {
    const kept = await cache.match(request.url);
    if (kept === undefined) throw error;
    return kept;
  }
}

/** Files below `/assets/` never change, so what was kept is right. Others are asked for first. */
async function file(request: Request): Promise<Response> {
  const cache = await caches.open(FILES);
  const kept = await cache.match(request.url, { ignoreVary: true });
  if (kept !== undefined && new URL(request.url).pathname.startsWith('/assets/')) return kept;
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(request.url, answer.clone());
    return answer;
  } catch (error) {
    if (kept === undefined) throw error;
    return kept;
  }
}

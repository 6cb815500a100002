import type { StreamWorld, TabMessage } from './notice-hub.js';
import { CONNECTION } from './use-connection.js';

/** The stream of one person in this browser: tabs agree by a lock on which of them has it, and tell each other over a channel. */
export function streamWorld(person: string): StreamWorld {
  const name = `interline-notices ${person}`;
  const channel = new BroadcastChannel(name);
  return {
    open: (address) => new EventSource(address),
    lead: (begin) => leadTabs(name, begin),
    tellTabs: (message) => {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel, not a window
      channel.postMessage(message);
    },
    hearTabs: (hear) => channel.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => hear(data)),
    onBreak: () => void CONNECTION.doubt(),
    later: (run, ms) => void setTimeout(run, ms),
  };
}

/** Where the browser has no locks (pages that are not served securely), each tab has a stream of its own. */
function leadTabs(name: string, begin: () => void): () => void {
  const locks = navigator.locks as LockManager | undefined;
  if (locks === undefined) {
    begin();
    return () => undefined;
  }
  const ending = new AbortController();
  let release: (() => void) | undefined;
  const held = async (): Promise<void> => {
    const done = new Promise<void>((resolve) => (release = resolve));
    begin();
    await done;
  };
  locks.request(name, { signal: ending.signal }, held).catch(() => undefined); // left before its turn came
  return () => {
    ending.abort();
    release?.();
  };
}

/** Work that Ctrl-C asks to end early. A second Ctrl-C ends the program at once. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** Gives Ctrl-C its usual meaning back. */
  release(): void;
}

/** Listens for Ctrl-C (or a request to terminate) until released; calls `onInterrupt` the first time. */
export function listenForInterruption(onInterrupt: () => void): Interruption {
  const controller = new AbortController();
  const interrupt = (): void => {
    release();
    onInterrupt();
    controller.abort();
  };
  const release = (): void => {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return { signal: controller.signal, release };
}

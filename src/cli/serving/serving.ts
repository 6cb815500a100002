/** What is served until it is stopped, and how that is told. */
export interface Serving {
  readonly result: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly stop: () => Promise<void>;
}

/** As a browser on this machine wants it. */
export function addressOf(host: string, port: number): string {
  return `http://${host === '127.0.0.1' ? 'localhost' : host}:${port}`;
}

/** How much a server logs; `info` is a line for each request. */
export const LOG_LEVELS = ['silent', 'error', 'warn', 'info'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

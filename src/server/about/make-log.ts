import { pino, type DestinationStream, type LevelWithSilent, type Logger } from 'pino';

/**
 * A log of lines of JSON. Errors are written without what they quote, and of what a database tells only names of its own: a refused row or
 * value may be about a person.
 */
export function makeLog(level: LevelWithSilent, destination: DestinationStream): Logger {
  return pino({ level, serializers: { err: errorOnLog, error: textOnLog } }, destination);
}

interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly stack: string;
  readonly code?: unknown;
  readonly constraint?: unknown;
  readonly table?: unknown;
  readonly cause?: LoggedError | undefined;
}

function errorOnLog(error: unknown): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: '', stack: '' };
  const { code, constraint, table } = error as { code?: unknown; constraint?: unknown; table?: unknown };
  return {
    type: error.name,
    message: withoutQuotes(error.message),
    // Its first lines are the message again.
    stack: (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at ')).join('\n'), // prettier-ignore
    ...(code === undefined ? {} : { code }),
    ...(constraint === undefined ? {} : { constraint }),
    ...(table === undefined ? {} : { table }),
    ...(error.cause === undefined ? {} : { cause: errorOnLog(error.cause) }),
  };
}

function textOnLog(text: unknown): unknown {
  return typeof text === 'string' ? withoutQuotes(text) : undefined;
}

/** What stands in quotes is what somebody sent, as far as anybody knows. Apostrophes within words quote nothing. */
function withoutQuotes(text: string): string {
  return text.replaceAll(/"[^"]*"?/g, '"…"').replaceAll(/(?<!\w)'[^']*'(?!\w)/g, "'…'");
}

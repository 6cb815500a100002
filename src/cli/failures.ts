import { CommanderError } from 'commander';
import { InputError, describeFault, type Fault } from '../base/input-error.js';

/** Exit codes of every command. */
export const EXIT = { done: 0, failed: 1, badInput: 2 } as const;

/** Says on standard error what went wrong and returns the exit code. Stacks are shown with INTERLINE_DEBUG=1. */
export function reportFailure(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.badInput; // it has printed itself
  if (error instanceof InputError) {
    process.stderr.write(describeFaults(error.faults));
    return EXIT.badInput;
  }
  process.stderr.write(`interline: ${describeError(error)}\n`);
  return EXIT.failed;
}

/** Every fault on a line of its own, those of one file together, and a count at the end. */
export function describeFaults(faults: readonly Fault[]): string {
  const files = [...new Set(faults.map((fault) => fault.file))];
  const blocks = files.map((file) => {
    const ofFile = faults.filter((fault) => fault.file === file).toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
    return ofFile.map((fault) => `${describeFault(fault)}\n`).join('');
  });
  const errorCount = faults.filter((fault) => fault.severity === 'error').length;
  const counts = `${plural(errorCount, 'error')}, ${plural(faults.length - errorCount, 'warning')}`;
  return `${blocks.join('\n')}\n${counts} in ${plural(files.length, 'file')}\n`;
}

/** `1 fault`, `2 faults`. */
export function plural(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : `${noun}s`}`;
}

function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (process.env['INTERLINE_DEBUG'] === '1') return error.stack ?? error.message;
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${error.message}${cause}\nSet INTERLINE_DEBUG=1 to see where this happened.`;
}

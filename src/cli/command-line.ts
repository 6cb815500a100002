import { InvalidArgumentError, type Command } from 'commander';

/** Adds a command with what every command has: `--json`, and examples below its help. */
export function addCommand(parent: Command, name: string, about: CommandAbout): Command {
  const examples = about.examples.map((example) => `  $ interline ${example}`).join('\n');
  return parent
    .command(name)
    .description(about.description)
    .option('--json', 'print the result as JSON, and nothing else, on standard output')
    .addHelpText('after', `\nExample${about.examples.length === 1 ? '' : 's'}:\n${examples}`)
    .addHelpText('after', about.notes === undefined ? '' : `\n${about.notes}`);
}

export interface CommandAbout {
  readonly description: string;
  /** Command lines as a person would type them, without `interline`. */
  readonly examples: readonly string[];
  /** What else a user should know, below the examples. */
  readonly notes?: string;
}

/** Prints a result: as JSON when asked to, otherwise as text for people. */
export function printResult(json: boolean | undefined, data: unknown, text: () => string): void {
  process.stdout.write(json ? `${JSON.stringify(data, undefined, 2)}\n` : `${text()}\n`);
}

/** How wide text for people may be; where the output is no terminal, as wide as most of them; some report no width. */
export function textColumns(): number {
  return Math.min(process.stdout.columns || 100, 120);
}

/** Says something beside the result, so on standard error. */
export function printNote(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** A whole number within limits, for `.option(...)`. */
export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (text.trim() === '' || !Number.isSafeInteger(number) || number < least || number > most) {
      const limits = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
      throw new InvalidArgumentError(`It must be a whole number ${limits}.`);
    }
    return number;
  };
}

/** A number above 0, for `.option(...)`. */
export function positiveNumber(text: string): number {
  const number = Number(text);
  if (!Number.isFinite(number) || number <= 0 || text.trim() === '') {
    throw new InvalidArgumentError('It must be a number above 0.');
  }
  return number;
}

/** A fraction of at least 0, as `0.001` or `0.1%`, for `.option(...)`. */
export function fraction(text: string): number {
  const percent = /^(.+)%$/.exec(text.trim());
  const number = percent === null ? Number(text) : Number(percent[1]) / 100;
  if (!Number.isFinite(number) || number < 0 || text.trim() === '') {
    throw new InvalidArgumentError('It must be a fraction of at least 0, as 0.001 or 0.1%.');
  }
  return number;
}

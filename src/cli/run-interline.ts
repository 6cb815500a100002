import { makeProgram } from './program.js';
import { reportFailure } from './failures.js';

/** Runs one command line (as `process.argv` has it) and leaves the exit code in the process. */
export async function runInterline(argv: readonly string[]): Promise<void> {
  process.stdout.on('error', stopOnClosedPipe);
  try {
    await makeProgram().parseAsync([...argv]);
  } catch (error) {
    process.exitCode = reportFailure(error);
  }
}

/** `interline ... | head` closes our output early, which is no failure of ours. */
function stopOnClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
}

import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Keeps other processes out of a folder until released. */
export interface FolderLock {
  release(): void;
}

interface Holder {
  readonly pid: number;
  readonly startedAt: string; // of the process; a pid alone may have been given to another since
}

const FILE = 'interline.lock';

/**
 * Takes a folder for this process, by a file in it with its pid and start time. The lock of a process that has ended is
 * taken over. Throws when another process holds it: two processes in one embedded database lose data.
 */
export function lockFolder(folder: string): FolderLock {
  const path = join(folder, FILE);
  const own = join(folder, `${FILE}.${process.pid}`);
  const holder: Holder = { pid: process.pid, startedAt: startOf(process.pid) };
  writeFileSync(own, JSON.stringify(holder), { flush: true });
  try {
    // A link is made whole or not at all, so that nobody reads a lock without its holder.
    if (!link(own, path)) {
      removeLeftBehind(path, folder);
      if (!link(own, path)) throw new Error(`The database in ${folder} is being opened by another process.`);
    }
  } finally {
    rmSync(own, { force: true });
  }
  return { release: () => rmSync(path, { force: true }) };
}

/** False when the file is there already. */
function link(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes the lock of a process that has ended. Whoever does the same meanwhile must not take the next one's away. */
function removeLeftBehind(path: string, folder: string): void {
  refuseRunning(readHolder(path), folder);
  const aside = `${path}.left-by-${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return; // released or removed meanwhile
    throw error;
  }
  try {
    refuseRunning(readHolder(aside), folder);
  } catch (error) {
    link(aside, path);
    throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function refuseRunning(holder: Holder | undefined, folder: string): void {
  if (holder === undefined || !isRunning(holder)) return;
  throw new Error(
    `The database in ${folder} is in use by process ${holder.pid}. An embedded database belongs to one process; ` +
      'stop that one, or give both a PostgreSQL server in DATABASE_URL.',
  );
}

/** Undefined when the file is gone, or is not ours. */
function readHolder(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

function isRunning({ pid, startedAt }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return startOf(pid) === startedAt;
}

/** Boot of the machine and ticks from it to the start of a process; empty where there is no /proc, and pids must do. */
function startOf(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
    // Fields after the command's name, which stands in brackets and may hold anything; the start is field 22.
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(')').at(-1)?.trim().split(' ') ?? [];
    return `${boot}:${fields[19] ?? ''}`;
  } catch {
    return '';
  }
}

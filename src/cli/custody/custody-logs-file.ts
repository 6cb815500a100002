import { createHash } from 'node:crypto';
import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { CUSTODY_EXPORT, type CustodyExportEnd, type CustodyExportStart } from '../../custody/log/custody-export.js';
import type { LogVerdict } from '../../custody/log/verify-log.js';

/** A log of a file that something was found in. */
export interface FaultyLog {
  readonly line: number; // from 1
  readonly shipment: string;
  readonly words: readonly string[];
}

/** What was found in a file of custody logs. */
export interface LogsFileVerdict {
  readonly start: CustodyExportStart;
  readonly logs: number;
  readonly records: number;
  readonly heads: number; // signed ones that agree
  readonly faulty: readonly FaultyLog[];
  /** What is wrong with the file itself, as where it was cut. */
  readonly fileFaults: readonly string[];
}

/** What one line holds, and what is found in it. */
export type CheckedLog =
  | { readonly verdict: LogVerdict; readonly shipment: string; readonly altered: readonly string[] }
  | { readonly fault: string };

const BEGIN_BYTES = 4096;

/** Whether a file is one of many custody logs; one log alone is one JSON text. */
export function isLogsFile(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const begin = Buffer.alloc(BEGIN_BYTES);
    const line = begin.subarray(0, readSync(file, begin)).toString('utf8').split('\n', 1)[0] ?? '';
    return startOf(line) !== undefined;
  } finally {
    closeSync(file);
  }
}

/** Checks every log of a file, line by line, so that its size does not matter. */
export async function verifyLogsFile(path: string, check: (line: string) => CheckedLog): Promise<LogsFileVerdict> {
  const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY });
  const hash = createHash('sha256');
  const faulty: FaultyLog[] = [];
  const fileFaults: string[] = [];
  const seen = new Set<string>();
  const counts = { logs: 0, records: 0, heads: 0 };
  let start: CustodyExportStart | undefined;
  let end: CustodyExportEnd | undefined;
  let number = 0;
  for await (const line of lines) {
    number++;
    if (end !== undefined) fileFaults.push(`line ${number} stands behind the last one`);
    end ??= endOf(line);
    if (end !== undefined) continue;
    hash.update(`${line}\n`);
    if (number === 1) {
      start = startOf(line);
      continue;
    }
    const checked = check(line);
    counts.logs++;
    if ('fault' in checked) {
      faulty.push({ line: number, shipment: '', words: [checked.fault] });
      continue;
    }
    const { verdict, shipment, altered } = checked;
    if (seen.has(shipment)) fileFaults.push(`line ${number} has ${shipment} again`);
    seen.add(shipment);
    counts.records += verdict.recordCount;
    counts.heads += verdict.heads.filter(({ finding }) => finding === 'agrees').length;
    const words = [
      ...(verdict.broken === undefined ? [] : [verdict.broken.words]),
      ...verdict.heads.filter(({ finding }) => finding !== 'agrees').map((head) => head.words),
      ...altered,
    ];
    if (words.length > 0) faulty.push({ line: number, shipment, words });
  }
  if (end === undefined) fileFaults.push('it was cut: its last line is missing');
  else if (end.logs !== counts.logs) fileFaults.push(`it has ${counts.logs} logs, and says that there are ${end.logs}`);
  else if (end.sha256 !== hash.digest('hex')) fileFaults.push('its SHA-256 is not that of its last line');
  if (start === undefined) throw new Error(`${path} was a file of custody logs a moment ago`);
  return { start, ...counts, faulty, fileFaults };
}

function startOf(line: string): CustodyExportStart | undefined {
  const read: Partial<CustodyExportStart> | undefined = parsed(line);
  return read?.format === CUSTODY_EXPORT ? (read as CustodyExportStart) : undefined;
}

function endOf(line: string): CustodyExportEnd | undefined {
  if (line.length > 200) return undefined; // logs are long
  const read: Partial<CustodyExportEnd> | undefined = parsed(line);
  return typeof read?.logs === 'number' && typeof read.sha256 === 'string' ? (read as CustodyExportEnd) : undefined;
}

function parsed(line: string): object | undefined {
  try {
    const read: unknown = JSON.parse(line);
    return typeof read === 'object' && read !== null ? read : undefined;
  } catch {
    return undefined;
  }
}

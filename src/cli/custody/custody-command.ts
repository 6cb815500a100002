import { existsSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { inputError, InputError } from '../../base/input-error.js';
import { keyIdOf } from '../../base/signing.js';
import { checkPersonal, verifyLog, type LogVerdict } from '../../custody/log/verify-log.js';
import type { CustodyRecord, PartyKey, PersonalOpening, SignedHead } from '../../domain/custody-record.js';
import { wrapText } from '../../report/wrap-text.js';
import { readPublicKeys } from '../agreement/agreement-files.js';
import { addCommand, printResult, textColumns } from '../command-line.js';
import { isLogsFile, verifyLogsFile, type CheckedLog, type LogsFileVerdict } from './custody-logs-file.js';
import { EXIT, plural } from '../failures.js';

interface VerifyOptions {
  readonly keys?: string;
  readonly json?: boolean;
}

/** A log as `GET /v1/shipments/{id}/custody-log` gives it. What it says of keys and verdict is not believed. */
interface LogFile {
  readonly shipment: string;
  readonly records: readonly CustodyRecord[];
  readonly heads: readonly SignedHead[];
  readonly openings: readonly (PersonalOpening & { readonly sequence: number })[];
}

/** `interline custody ...`: custody logs, without a server. */
export function registerCustody(program: Command): void {
  const group = program.command('custody').description('verify custody logs, without a server');
  addCommand(group, 'verify', {
    description:
      'check a custody log, or a file of all of them, record by record, and against every head that was signed',
    examples: ['custody verify log.json --keys keys', 'custody verify custody-logs.ndjson --keys keys'],
    notes:
      'FILE is the answer of GET /v1/shipments/{id}/custody-log, or of GET /v1/custody-logs.ndjson. Public keys are read from the folder, never from the file.\n' +
      'The exit code is 0 when the chain is whole and every signed head agrees with it, otherwise 1.',
  })
    .argument('<file>', 'the log')
    .option('--keys <dir>', 'folder with public keys that the parties handed over, PARTY.public.pem')
    .action(async (path: string, options: VerifyOptions) => {
      if (existsSync(path) && isLogsFile(path)) return verifyMany(path, options);
      const log = readLog(path);
      const keys = options.keys === undefined ? new Map<string, PartyKey>() : keysOf(log, options.keys);
      const verdict = verifyLog({ ...log, keys });
      const altered = alteredOf(log);
      if (!verdict.whole || altered.length > 0) process.exitCode = EXIT.failed;
      const text = (): string => wrapText(describe(log, verdict, altered), textColumns(), 4);
      printResult(options.json, { shipment: log.shipment, ...verdict, altered_personal_data: altered }, text);
    });
}

/** Faulty logs of a file that are shown. */
const SHOWN_MAX = 20;

/** Checks a file of many logs. */
async function verifyMany(path: string, { keys: folder, json }: VerifyOptions): Promise<void> {
  const known = new Map<string, Map<string, PartyKey>>(); // by the parties of a log
  const check = (line: string): CheckedLog => {
    let log: LogFile;
    try {
      log = logOf(line, path);
    } catch (error) {
      if (error instanceof InputError) return { fault: error.faults[0]?.message ?? 'is no custody log' };
      throw error;
    }
    const parties = [...new Set(log.heads.map(({ party }) => party))].toSorted().join(' ');
    const keys = known.get(parties) ?? (folder === undefined ? new Map<string, PartyKey>() : keysOf(log, folder));
    known.set(parties, keys);
    const altered = alteredOf(log).map(
      ({ sequence, field }) => `${field} of record ${sequence} is not what was recorded`,
    );
    return { verdict: verifyLog({ ...log, keys }), shipment: log.shipment, altered };
  };
  const verdict = await verifyLogsFile(path, check);
  const isWhole = verdict.faulty.length === 0 && verdict.fileFaults.length === 0;
  if (!isWhole) process.exitCode = EXIT.failed;
  const { start, logs, records, heads, faulty, fileFaults } = verdict;
  printResult(json, { ...start, logs, records, heads, whole: isWhole, faulty, file_faults: fileFaults }, () =>
    wrapText(describeMany(verdict), textColumns(), 4),
  );
}

function describeMany({ start, logs, records, heads, faulty, fileFaults }: LogsFileVerdict): string {
  const rest = faulty.length - SHOWN_MAX;
  return [
    `Custody logs of ${start.party} (${start.mode}), exported at ${start.exported_at}`,
    `  ${plural(logs, 'log')}, ${plural(records, 'record')}, ${plural(heads, 'signed head')} that agree`,
    ...fileFaults.map((words) => `  ! The file cannot be relied on: ${words}.`),
    ...faulty
      .slice(0, SHOWN_MAX)
      .flatMap(({ line, shipment, words }) => words.map((one) => `  ! line ${line} ${shipment}: ${one}`)),
    ...(rest > 0 ? [`  ! and ${plural(rest, 'more log')}`] : []),
    ...(heads === 0
      ? ['  No party has signed any, so what was cut off or written anew as a whole would not show.']
      : []),
    faulty.length === 0 && fileFaults.length === 0
      ? 'Nothing was found.'
      : `${plural(faulty.length, 'log')} cannot be relied on as they are.`,
  ].join('\n');
}

function readLog(path: string): LogFile {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw inputError({ code: 'missing_file', file: path, message: 'cannot be read' });
  }
  return logOf(text, path);
}

function logOf(text: string, path: string): LogFile {
  const fault = (message: string): InputError =>
    inputError({
      code: 'bad_json',
      file: path,
      message,
      suggestion: 'Save the answer of GET /v1/shipments/{id}/custody-log.',
    });
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    throw fault('is not JSON');
  }
  const { shipment, records, heads = [], openings = [] } = (read ?? {}) as Partial<LogFile>;
  const isLog =
    typeof shipment === 'string' && Array.isArray(records) && Array.isArray(heads) && Array.isArray(openings);
  if (!isLog) throw fault('is no custody log: it has no shipment and records');
  if (!heads.every(isObject) || !openings.every(isObject))
    throw fault('is no custody log: heads and openings must be objects');
  return { shipment, records, heads, openings };
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function keysOf({ heads }: LogFile, folder: string): Map<string, PartyKey> {
  const parties = [...new Set(heads.map(({ party }) => party))];
  const keys = new Map<string, PartyKey>();
  for (const [party, pems] of readPublicKeys(folder, parties)) {
    for (const publicPem of pems) keys.set(keyIdOf(publicPem), { party, publicPem });
  }
  return keys;
}

/** Personal data in the file that is not what was recorded. */
function alteredOf({ records, openings }: LogFile): { readonly sequence: number; readonly field: string }[] {
  return openings.flatMap(({ sequence, ...opening }) => {
    const record = records[sequence];
    if (record?.body === null || typeof record?.body !== 'object') return [{ sequence, field: opening.field }];
    const kept = checkPersonal(record, [opening]).some(
      ({ field, finding }) => field === opening.field && finding === 'kept',
    );
    return kept ? [] : [{ sequence, field: opening.field }];
  });
}

function describe(
  { shipment }: LogFile,
  { recordCount, broken, heads, whole }: LogVerdict,
  altered: readonly { readonly sequence: number; readonly field: string }[],
): string {
  return [
    `Custody log of ${shipment}, ${plural(recordCount, 'record')}`,
    broken === undefined ? '  The chain is whole.' : `  The chain is broken: ${broken.words}.`,
    ...heads.map(({ finding, words }) => `  ${finding === 'agrees' ? ' ' : '!'} ${words}`),
    ...(heads.length === 0
      ? ['  No party has signed it, so what was cut off or written anew as a whole would not show.']
      : []),
    ...altered.map(({ sequence, field }) => `  ! ${field} of record ${sequence} is not what was recorded`),
    whole && altered.length === 0 ? 'Nothing was found.' : 'The log cannot be relied on as it is.',
  ].join('\n');
}

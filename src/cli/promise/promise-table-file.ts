import { open } from 'node:fs/promises';
import { inputError } from '../../base/input-error.js';
import { indexOfCodes } from '../../planner/promise/promise-lookup.js';
import type { PromiseTable } from '../../planner/promise/promise-lookup.js';
import type { TableRequest } from '../../planner/promise/promise-table.js';

const MAGIC = 'INTERLINE-DAYS-1';
const HEADER_START = 20; // after the magic and the length of the header
const PAGE = 4096; // the matrix starts at a multiple of it, so that it can be mapped

/** Bytes written at a time; one call writes at most 2 GiB. */
const CHUNK = 64 * 1024 * 1024;

interface Header {
  readonly workspace: string;
  readonly synthetic: boolean;
  readonly posted: string;
  readonly request: TableRequest;
  readonly codes: readonly string[];
}

/** Writes a table; docs/promise.md gives the format. Returns the number of bytes. */
export async function writePromiseTable(file: string, table: PromiseTable): Promise<number> {
  const { workspace, synthetic, posted, request, codes, days } = table;
  const header: Header = { workspace, synthetic, posted, request, codes };
  const json = Buffer.from(JSON.stringify(header), 'utf8');
  const start = matrixStart(json.length);
  const head = Buffer.alloc(start);
  head.write(MAGIC, 0, 'latin1');
  head.writeUInt32LE(json.length, MAGIC.length);
  json.copy(head, HEADER_START);
  const handle = await open(file, 'w');
  try {
    await handle.write(head, 0, head.length, 0);
    for (let at = 0; at < days.length; at += CHUNK) {
      await handle.write(days, at, Math.min(CHUNK, days.length - at), start + at);
    }
  } finally {
    await handle.close();
  }
  return start + days.length;
}

/** Reads a table that `writePromiseTable` wrote. Throws an InputError when the file is something else or cut short. */
export async function readPromiseTable(file: string): Promise<PromiseTable> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const head = Buffer.alloc(HEADER_START);
    await handle.read(head, 0, HEADER_START, 0);
    const length = head.readUInt32LE(MAGIC.length);
    if (head.toString('latin1', 0, MAGIC.length) !== MAGIC || HEADER_START + length > size) throw notATable(file);
    const json = Buffer.alloc(length);
    await handle.read(json, 0, length, HEADER_START);
    const header = parseHeader(json.toString('utf8'), file);
    const cells = header.codes.length ** 2;
    const start = matrixStart(length);
    if (size !== start + cells) throw notATable(file);
    const days = new Uint8Array(cells);
    for (let at = 0; at < cells; at += CHUNK) await handle.read(days, at, Math.min(CHUNK, cells - at), start + at);
    return { ...header, days, codeIndex: indexOfCodes(header.codes) };
  } finally {
    await handle.close();
  }
}

function parseHeader(text: string, file: string): Header {
  try {
    const header = JSON.parse(text) as Header;
    if (Array.isArray(header.codes)) return header;
  } catch {
    throw notATable(file);
  }
  throw notATable(file);
}

function matrixStart(headerLength: number): number {
  return Math.ceil((HEADER_START + headerLength) / PAGE) * PAGE;
}

function notATable(file: string): Error {
  return inputError({
    code: 'bad_table',
    file,
    message: 'is not a whole table of promises',
    allowed: 'a file that "interline promise DIR --all --out FILE" wrote',
  });
}

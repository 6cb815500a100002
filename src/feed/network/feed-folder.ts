import { unzipSync } from 'fflate';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileSource, memorySource } from '../tables/byte-source.js';
import type { FaultList } from '../tables/fault-list.js';
import { Table } from '../tables/table.js';

/** A published feed larger than this when unpacked is refused rather than unpacked into memory. */
const UNZIPPED_BYTES_MAX = 2 ** 31;

/** The tables of one party's feed: a folder of text files, or a zip of them. */
export interface FeedFolder {
  /** Name of the folder or zip as faults show it. */
  readonly name: string;
  /** The bytes of `table`; undefined when the feed has none. */
  bytes(table: string): Uint8Array | undefined;
  /** Opens `table` (`stops.txt`); undefined when the feed has none. */
  open(table: string, faults: FaultList): Table | undefined;
}

/** Opens a feed; a fault of `named.file` and undefined when it does not exist or cannot be unpacked. */
export function openFeedFolder(path: string, name: string, faults: FaultList): FeedFolder | undefined {
  if (!existsSync(path)) {
    const message = 'the feed does not exist';
    faults.add({ code: 'missing_file', file: name, message, allowed: 'a folder of GTFS tables, or a zip of them' });
    return undefined;
  }
  return statSync(path).isDirectory() ? folderOf(path, name) : zipOf(path, name, faults);
}

function folderOf(path: string, name: string): FeedFolder {
  const entries = readdirSync(path, { withFileTypes: true });
  const files = new Set(entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name));
  return {
    name,
    bytes: (table) => (files.has(table) ? readFileSync(join(path, table)) : undefined),
    open: (table, faults) =>
      files.has(table) ? new Table(fileSource(join(path, table)), `${name}/${table}`, faults) : undefined,
  };
}

function zipOf(path: string, name: string, faults: FaultList): FeedFolder | undefined {
  const tables = new Map<string, Uint8Array>();
  let total = 0;
  try {
    const files = unzipSync(readFileSync(path), {
      filter: (file) => {
        const wanted = /\.(txt|csv)$/i.test(file.name);
        if (wanted) total += file.originalSize;
        return wanted && total <= UNZIPPED_BYTES_MAX;
      },
    });
    // Some publishers put the tables into a folder within the zip.
    for (const [file, bytes] of Object.entries(files)) tables.set(basename(file), bytes);
  } catch (error) {
    const message = `the zip cannot be unpacked: ${error instanceof Error ? error.message : String(error)}`;
    faults.add({ code: 'bad_zip', file: name, message });
    return undefined;
  }
  if (total > UNZIPPED_BYTES_MAX) {
    faults.add({ code: 'bad_zip', file: name, message: 'the zip holds more than 2 GiB; unpack it into a folder' });
    return undefined;
  }
  return {
    name,
    bytes: (table) => tables.get(table),
    open: (table, list) => {
      const bytes = tables.get(table);
      return bytes && new Table(memorySource(bytes), `${name}/${table}`, list);
    },
  };
}

import fc from 'fast-check';
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { InputError, type Fault } from '../base/input-error.js';
import { memorySource } from './tables/byte-source.js';
import { ByteDictionary } from './tables/byte-dictionary.js';
import { CsvScanner } from './tables/csv-scanner.js';
import { findDuplicateIds } from './tables/duplicate-ids.js';
import { plainInstant } from './tables/plain-instant.js';
import { readShipments } from './shipments/read-shipments.js';
import { readWorkspace } from './read-workspace.js';
import { csvField, openShipmentsWriter } from './shipments/shipments-writer.js';
import { SMALL_WORKSPACE, writeWorkspaceFiles } from './small-workspace.js';
import { parseInstant } from './tables/values.js';

/** Faults that concern a table as a whole and so have no line. */
const WITHOUT_LINE = new Set([
  'missing_file', 'empty_file', 'no_service', 'distance_unit', 'unit_suspicious', 'bad_parquet', 'missing_column',
  'unknown_column',
]); // prettier-ignore

/** One change to a text: where, as a share of its length, how much is taken out, and what is put in. */
const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  take: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(200)),
  put: fc.oneof(
    fc.constantFrom(
      '"',
      ',',
      '\n',
      '\r\n',
      ':',
      '[',
      '{',
      '-',
      '0',
      '99999999999999999999',
      '\0',
      '\uFEFF',
      '&a',
      '*a',
      '1e308',
      '़',
    ),
    fc.string({ maxLength: 8 }),
    fc.constant(''),
  ),
});
const changes = fc.array(change, { minLength: 1, maxLength: 4 });

function changed(text: string, list: readonly { at: number; take: number; put: string }[]): string {
  return list.reduce((before, { at, take, put }) => {
    const start = Math.floor(at * before.length);
    return before.slice(0, start) + put + before.slice(start + take);
  }, text);
}

function assertNamed(faults: readonly Fault[]): void {
  for (const fault of faults) {
    assert.notEqual(fault.file, '', fault.message);
    const isTable = /\.(txt|csv)$/.test(fault.file);
    const isRest = fault.message.endsWith(' more of these were found');
    if (isTable && !isRest && !WITHOUT_LINE.has(fault.code)) assert.ok((fault.line ?? 0) >= 1, JSON.stringify(fault));
  }
}

/** Reads a workspace and its shipments; anything but success or an InputError fails the test. */
async function readAll(dir: string): Promise<void> {
  try {
    const { workspace, warnings, shipmentsFile } = await readWorkspace(dir);
    assertNamed(warnings);
    assertNamed((await readShipments(shipmentsFile, workspace)).warnings);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    assert.ok(error.faults.length > 0);
    assertNamed(error.faults);
  }
}

const TABLES = Object.keys(SMALL_WORKSPACE).filter((path) => !path.endsWith('.yaml'));

test('feeds, settings and shipments that are changed at random never crash and name file and line', async () => {
  const { dir, remove } = writeWorkspaceFiles(SMALL_WORKSPACE);
  try {
    for (const [paths, numRuns] of [
      [TABLES, 300],
      [['interline.yaml', 'agreement.yaml'], 150],
    ] as const) {
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...paths), changes, async (path, list) => {
          const text = SMALL_WORKSPACE[path];
          writeFileSync(join(dir, path), changed(text, list));
          try {
            await readAll(dir);
          } finally {
            writeFileSync(join(dir, path), text);
          }
        }),
        { numRuns },
      );
    }
  } finally {
    remove();
  }
});

test('Parquet files that are changed at random never crash', async () => {
  const { dir, remove } = writeWorkspaceFiles(SMALL_WORKSPACE);
  try {
    const { workspace } = await readWorkspace(dir);
    const file = join(dir, 'shipments.parquet');
    const { calendar, minorPerMajor, parties, products, network } = workspace;
    const ids = (items: readonly { id: string }[]) => items.map(({ id }) => id);
    const lists = {
      calendar,
      minorPerMajor,
      parties: ids(parties),
      products: ids(products),
      origins: ['FC-DEL'],
      postalCodes: network.postalCodes,
    };
    const writer = await openShipmentsWriter(file, lists);
    const zeros = new Uint32Array(50);
    const amounts = {
      weightG: zeros.map(() => 9),
      volumeMl: zeros,
      value: zeros,
      codAmount: zeros,
      origin: zeros,
      destination: zeros,
    };
    const small = {
      party: new Uint8Array(50),
      product: new Uint8Array(50),
      longestSideCm: new Uint16Array(50),
      goods: new Uint16Array(50),
    };
    await writer.write({
      count: 50,
      id: String,
      ...amounts,
      ...small,
      readySec: new Int32Array(50),
      promisedSec: new Int32Array(50),
    });
    await writer.close();
    const whole = readFileSync(file);
    const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), byte: fc.nat(255), cut: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(edit, async ({ at, byte, cut }) => {
        const position = 4 + Math.floor(at * (whole.length - 5));
        const bytes = Buffer.from(cut ? whole.subarray(0, position) : whole);
        if (!cut) bytes[position] = byte;
        writeFileSync(file, bytes);
        try {
          assertNamed((await readShipments(file, workspace)).warnings);
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
          assertNamed(error.faults);
        }
      }),
      { numRuns: 40 },
    );
  } finally {
    remove();
  }
});

test('CsvScanner reads back any fields, whatever the size of its buffer and the line ends', () => {
  const field = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom('"', '""', 'a,b', 'two\nlines', 'crlf\r\nhere', ' '),
  );
  const record = fc.array(field, { minLength: 2, maxLength: 5 });
  const options = [
    fc.array(record, { maxLength: 8 }),
    fc.integer({ min: 16, max: 64 }),
    fc.constantFrom('\n', '\r\n'),
    fc.boolean(),
  ] as const;
  fc.assert(
    fc.property(...options, (records, bufferBytes, end, mark) => {
      const text = records.map((fields) => fields.map(csvField).join(',')).join(end);
      const scanner = new CsvScanner(memorySource(Buffer.from((mark ? '\uFEFF' : '') + text)), bufferBytes);
      let line = 1;
      for (const fields of records) {
        assert.ok(scanner.next());
        const read = Array.from({ length: scanner.fieldCount }, (_, index) =>
          scanner.bytes.toString('utf8', scanner.start[index], scanner.end[index]),
        );
        assert.deepEqual(read, fields);
        assert.equal(scanner.line, line);
        line += 1 + fields.join('').split('\n').length - 1;
      }
      assert.equal(scanner.next(), false);
    }),
  );
});

test('ByteDictionary numbers distinct texts in order and finds each again', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (texts) => {
      const dictionary = new ByteDictionary();
      const known = new Map<string, number>();
      for (const text of texts) {
        const utf8 = Buffer.from(text).toString();
        if (!known.has(utf8)) known.set(utf8, known.size);
        assert.equal(dictionary.addText(text), known.get(utf8));
      }
      assert.deepEqual(dictionary.texts(), [...known.keys()]);
      for (const [text, index] of known) assert.equal(dictionary.findText(text), index);
    }),
  );
});

test('findDuplicateIds finds exactly the ids that came before', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 2 })), (texts) => {
      const parts = texts.map((text) => Buffer.from(text));
      const start = new Uint32Array(texts.length + 1);
      parts.forEach((part, index) => (start[index + 1] = start[index] + part.length));
      const found: number[][] = [];
      findDuplicateIds(
        { count: texts.length, bytes: Buffer.concat(parts), start },
        (row, first) => found.push([row, first]) > 0,
      );
      const utf8 = parts.map(String);
      const expected = utf8.flatMap((text, row) => (utf8.indexOf(text) < row ? [[row, utf8.indexOf(text)]] : []));
      assert.deepEqual(found, expected);
    }),
  );
});

test('plainInstant agrees with the slower reader wherever it answers', () => {
  const two = (max: number) => fc.integer({ min: 0, max }).map((value) => String(value).padStart(2, '0'));
  const zone = fc.oneof(
    fc.constant('Z'),
    fc.tuple(fc.constantFrom('+', '-'), two(19), two(61)).map(([sign, h, m]) => `${sign}${h}:${m}`),
  );
  const instant = fc.tuple(fc.integer({ min: 1900, max: 2199 }), two(13), two(32), two(25), two(61), two(61), zone);
  fc.assert(
    fc.property(instant, ([year, month, date, hour, minute, second, offset]) => {
      const text = `${year}-${month}-${date}T${hour}:${minute}:${second}${offset}`;
      const bytes = Buffer.from(text);
      const fast = plainInstant(bytes, 0, bytes.length);
      const slow = parseInstant(text);
      if (!Number.isNaN(fast)) assert.equal(fast * 1000, slow, text);
    }),
    { numRuns: 1000 },
  );
});

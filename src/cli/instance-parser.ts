import { readFile } from 'node:fs/promises';
import { InputError, inputError, type Fault } from '../base/input-error.js';

const FAULTS_MAX = 100;
const COUNT_MAX = 2 ** 30;
const MALFORMED = 'is not what belongs here';

/** The text of an instance. Throws an InputError when it cannot be read. */
export async function readInstanceText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    throw inputError({ code: 'missing_file', file, message: `cannot be read: ${String(error)}` });
  });
}

/** Reads published instances: lines of numbers, blank ones not counting. Collects faults until `stopOnFaults`. */
export class InstanceParser {
  private readonly rows: readonly { readonly line: number; readonly words: readonly string[] }[];
  private readonly file: string;
  private readonly faults: Fault[] = [];
  private next = 0;
  private firstOfTable = 0;

  constructor(text: string, file: string) {
    this.file = file;
    this.rows = text
      .replace(/^\uFEFF/, '')
      .split('\n')
      .map((line, index) => ({ line: index + 1, words: line.split(/\s+/).filter((word) => word !== '') }))
      .filter(({ words }) => words.length > 0);
  }

  /** A line that holds one count. */
  count(column: string): number {
    return this.counts([column], 1)[0];
  }

  /** A line of counts, by column; those from position `needed` on may be missing, and are then undefined. */
  counts(columns: readonly [string, ...string[]], needed: number): [number, ...(number | undefined)[]] {
    const row = this.rows[this.next++];
    if (row === undefined) {
      this.fault({ code: 'missing_row', column: columns[0], message: 'the file ends before this number' });
      return [0];
    }
    const { line, words } = row;
    const values = words.map(Number);
    const fits = (value: number): boolean => Number.isSafeInteger(value) && value >= 0 && value <= COUNT_MAX;
    if (words.length >= needed && words.length <= columns.length && values.every(fits)) {
      return values as [number, ...number[]];
    }
    const what = columns.length === 1 ? 'one whole number' : 'whole numbers';
    const allowed = `${what}: how many ${columns.join(', ')}`;
    this.fault({ code: 'bad_number', line, column: columns[0], value: words.join(' '), message: MALFORMED, allowed });
    return [0];
  }

  /** `rowCount` lines as columns; `from` and `to` are nodes, the others numbers of at least 0. */
  table(rowCount: number, columns: readonly string[], nodeCount: number): Float64Array[] {
    this.firstOfTable = this.next;
    const available = Math.max(0, Math.min(rowCount, this.rows.length - this.next));
    if (available < rowCount) {
      const message = `the file ends after ${available} of ${rowCount} lines of "${columns.join(' ')}"`;
      this.fault({ code: 'missing_row', line: this.rows[this.rows.length - 1].line, message });
    }
    const values = columns.map(() => new Float64Array(available));
    for (let row = 0; row < available; row++) this.readRow(row, columns, values, nodeCount);
    return values;
  }

  /** Line of a row of the table read last. */
  lineOf(row: number): number {
    return this.rows[this.firstOfTable + row].line;
  }

  /** Line of what was read last. */
  get lastLine(): number {
    return this.rows[this.next - 1].line;
  }

  expectEnd(expected: string): void {
    const row = this.rows[this.next];
    if (row === undefined || this.faults.length > 0) return;
    const value = row.words.join(' ');
    this.fault({ code: 'extra_row', line: row.line, value, message: `the file goes on after ${expected}` });
  }

  stopOnFaults(): void {
    if (this.faults.length > 0) throw new InputError(this.faults);
  }

  private readRow(row: number, columns: readonly string[], values: readonly Float64Array[], nodeCount: number): void {
    const { line, words } = this.rows[this.next++];
    if (words.length !== columns.length) {
      const allowed = columns.join(' ');
      this.fault({
        code: 'field_count',
        line,
        value: words.join(' '),
        message: 'has the wrong number of values',
        allowed,
      });
      return;
    }
    columns.forEach((column, index) => {
      const value = Number(words[index]);
      const isNode = column === 'from' || column === 'to';
      const fits = isNode
        ? Number.isInteger(value) && value >= 1 && value <= nodeCount
        : Number.isFinite(value) && value >= 0;
      values[index][row] = value;
      if (fits) return;
      const allowed = isNode ? `a node from 1 to ${nodeCount}` : 'a number of at least 0';
      const code = isNode ? 'unknown_reference' : 'bad_number';
      this.fault({ code, line, column, value: words[index], message: MALFORMED, allowed });
    });
  }

  fault(fault: Omit<Fault, 'severity' | 'file'>): void {
    if (this.faults.length < FAULTS_MAX) this.faults.push({ severity: 'error', file: this.file, ...fault });
  }
}
